using FastEndpoints;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LinYuan.Api.Features.Registrations.Units;

/// <summary>Staff of the district end the pairing of a unit with a community.</summary>
public sealed class UnpairCommunity(DistrictUnits districtUnits, UnitStore units, Db db) : Operation<EmptyRequest, NoContent>
{
    public override void Configure()
    {
        Delete("/units/{id}/pairings/{communityId}");
        Group<Staff>();
        Removes(RequestErrors.NotFound);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        var communityId = IdIn("communityId").Value;
        await districtUnits.Require(Id, Caller);
        await db.InTransaction(Caller, tx => units.Unpair(tx, Id.Value, communityId));
        return TypedResults.NoContent();
    }
}
