using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Stations.Core;

/// <summary>Which stations staff reach: those of their area.</summary>
public sealed class StationAccess(StationStore stations, Db db)
{
    /// <summary>A station of the caller's area; anyone else's is not there.</summary>
    public async Task<Station> Require(EntityId id, Caller caller) =>
        await db.Read(session => stations.Find(session, id.Value)) is { } station && Covers(caller, station.Place)
            ? station
            : throw new Refusal(RequestErrors.NotFound);

    public static bool Covers(Caller caller, Placement place) => caller.IsStaffOf(place.DistrictId, place.StreetId, place.CommunityId);
}
