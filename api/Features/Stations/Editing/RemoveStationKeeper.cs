using FastEndpoints;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LinYuan.Api.Features.Stations.Editing;

/// <summary>Staff say that a station's keeper is none any more.</summary>
public sealed class RemoveStationKeeper(StationAccess access, StationStore stations, Db db, TimeProvider time) : Operation<EmptyRequest, NoContent>
{
    public override void Configure()
    {
        Delete("/stations/{id}/keeper");
        Group<Staff>();
        Removes(RequestErrors.NotFound);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        var station = await access.Require(Id, Caller);
        await db.InTransaction(Caller, tx => stations.SetKeeper(tx, station.Id, keeperId: null, time.Now()));
        return TypedResults.NoContent();
    }
}
