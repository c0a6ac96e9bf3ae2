using System.ComponentModel.DataAnnotations;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy.Details;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Registrations.Units;

/// <summary>What is left out stays as it is.</summary>
[ValidatableType]
public sealed record ChangeUnitRequest(
    [property: Text(2, 60, Optional = true), ForOthers(MayNameDoors = true), MinLength(1, ErrorMessage = "请填写")] string? Name = null,
    [property: Between(0, 1000000)] int? EligibleMembers = null);

/// <summary>Staff of the district change a unit.</summary>
public sealed class ChangeUnit(DistrictUnits districtUnits, UnitStore units, Db db) : Operation<ChangeUnitRequest, StaffUnitView>
{
    public override void Configure()
    {
        Patch("/units/{id}");
        Group<Staff>();
        Changes(RequestErrors.NotFound, UnitErrors.NameTaken);
    }

    protected override async Task<IResult> Handle(ChangeUnitRequest request, CancellationToken ct)
    {
        await districtUnits.Require(Id, Caller);
        if (!await db.InTransaction(Caller, tx => units.Change(tx, Id.Value, request.Name, request.EligibleMembers)))
            throw new Refusal(UnitErrors.NameTaken);
        return TypedResults.Ok(StaffUnitView.Of(await districtUnits.Require(Id, Caller)));
    }
}
