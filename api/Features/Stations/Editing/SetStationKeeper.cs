using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Stations.Editing;

/// <summary>A person by id, or by the id of one of their registrations; exactly one of the two.</summary>
public sealed record SetStationKeeperRequest(EntityId? RegistrationId = null, EntityId? UserId = null);

/// <summary>Staff say who keeps a station (驿站管理员). Keeping it is no staff role: it opens nothing but this station.</summary>
public sealed class SetStationKeeper(
    StationAccess access, StationStore stations, StationViews views, RegistrationStore registrations, MemberStore members, AreaStore areas, Db db,
    TimeProvider time) : Operation<SetStationKeeperRequest, StationView>
{
    public override void Configure()
    {
        Post("/stations/{id}/keeper");
        Group<Staff>();
        Moves(RequestErrors.NotFound);
    }

    protected override async Task<IResult> Handle(SetStationKeeperRequest request, CancellationToken ct)
    {
        var station = await access.Require(Id, Caller);
        if (request.RegistrationId is null == request.UserId is null)
            throw Refusal.Invalid(request.UserId is null ? "registrationId" : "userId", "请填写报到编号或人员编号，二者填一项");
        var communityName = await areas.NameOf(station.Place.CommunityId);
        var keeperId = await db.Read(session => KeeperOf(session, request));
        return await Call.With(keeperId).Move(async tx =>
        {
            // Asked again: the account may have been deleted while its row was waited for.
            await stations.SetKeeper(tx, station.Id, await KeeperOf(tx, request), time.Now());
            return views.ForStaff((await stations.Find(tx, station.Id))!, communityName);
        });
    }

    private async Task<long> KeeperOf(DbSession session, SetStationKeeperRequest request)
    {
        if (request.RegistrationId is { } registrationId)
        {
            return await registrations.Find(session, registrationId.Value) is { Status: RegistrationStatus.Active } registration
                && StationAccess.Covers(Caller, registration.Place)
                ? registration.UserId
                : throw Refusal.Invalid("registrationId", "没有这份已通过的报到");
        }
        return await members.FindProfile(session, request.UserId!.Value.Value) is { } profile
            ? profile.Id
            : throw Refusal.Invalid("userId", "没有这个人");
    }
}
