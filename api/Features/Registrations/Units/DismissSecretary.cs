using FastEndpoints;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LinYuan.Api.Features.Registrations.Units;

/// <summary>Staff of the district take from a member the task to speak for a unit.</summary>
public sealed class DismissSecretary(DistrictUnits districtUnits, UnitStore units, Db db) : Operation<EmptyRequest, NoContent>
{
    public override void Configure()
    {
        Delete("/units/{id}/secretaries/{memberId}");
        Group<Staff>();
        Removes(RequestErrors.NotFound);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        var memberId = IdIn("memberId").Value;
        await districtUnits.Require(Id, Caller);
        await db.InTransaction(Caller, tx => units.Dismiss(tx, Id.Value, memberId));
        return TypedResults.NoContent();
    }
}
