using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Photos.Core;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Features.Stations.Core.Live;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Photos.Subjects;

/// <summary>驿站: so that people find it and know what there is; by its keeper and the staff of its area, for everyone.</summary>
public sealed class PhotosOfStations(StationStore stations, StationReportStore reports, MemberStore members, Db db) : IPhotographed
{
    public IReadOnlyList<PhotoSubject> Kinds { get; } = [PhotoSubject.Station];

    public PhotoSubject? PublicKind => PhotoSubject.Station;

    public async Task<PhotoCase> Visible(EntityId id, Caller caller) =>
        await db.Read(session => stations.Find(session, id.Value)) is { } station
            ? new StationPhotos(station, caller)
            : throw new Refusal(RequestErrors.NotFound);

    public async Task<PhotoCase> Find(DbSession session, long id, Caller caller) => new StationPhotos((await stations.Find(session, id))!, caller);

    /// <summary>Several people add to one station, so nobody's own row would do.</summary>
    public Task Lock(Tx tx, long id) => reports.LockStation(tx, id);

    public async Task<bool> IsPublic(DbSession session, long id) => await stations.Find(session, id) is not null;

    /// <summary>
    /// Staff publish what they add themselves, as they do the station's name. What the keeper adds was seen by nobody else, and a
    /// machine's word alone makes nothing public.
    /// </summary>
    public async Task<bool> AwaitsStaff(DbSession session, Photo photo)
    {
        long[] areas = [photo.Place.DistrictId, photo.Place.StreetId, photo.Place.CommunityId];
        return !(await members.ListRoles(session, photo.OwnerId)).Any(role => role.Role == Caller.StaffRole && areas.Contains(role.AreaId));
    }
}

internal sealed record StationPhotos(Station Station, Caller Caller) : PhotoCase(Caller)
{
    public override IReadOnlyList<(PhotoSubject Kind, long Id)> Subjects => [(PhotoSubject.Station, Station.Id)];

    /// <summary>A station is nobody's own case.</summary>
    protected override bool IsOwn => false;

    public override PhotoTarget TargetFor(PhotoSubject kind, DateTimeOffset now) =>
        Station.KeeperId == Caller.UserId || StationAccess.Covers(Caller, Station.Place)
            ? new PhotoTarget(kind, Station.Id, WishId: null, Station.Place, IsShared: true)
            : throw new Refusal(RequestErrors.AccessDenied);

    /// <summary>Everyone's, and so nobody's in particular.</summary>
    protected override bool Concerns(PhotoSubject kind) => false;

    protected override bool IsPublic(PhotoSubject kind) => true;
}
