using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members;
using LinYuan.Api.Features.Registrations;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LinYuan.Api.Features.Stations.Editing;

/// <summary>A person by id, or by the id of one of their registrations; exactly one of the two.</summary>
public sealed record SetStationKeeperRequest(EntityId? RegistrationId = null, EntityId? UserId = null);

/// <summary>驿站管理员: staff say who keeps a station. Keeping it is no staff role: it opens nothing but this station.</summary>
public sealed class SetStationKeeper(
    SetUpStation setUp, StationStore stations, StationViews views, RegistrationStore registrations, MemberStore members, AreaStore areas, Db db,
    TimeProvider time)
{
    /// <summary>驿站管理员: staff say who keeps a station.</summary>
    public static Task<IResult> Handle(EntityId id, SetStationKeeperRequest body, Caller caller, IdempotentCall call, SetStationKeeper keeper) =>
        keeper.Set(id, body, caller, call);

    /// <summary>The station's keeper is none any more.</summary>
    public static Task<NoContent> Remove(EntityId id, Caller caller, SetStationKeeper keeper) => keeper.Remove(id, caller);

    private async Task<IResult> Set(EntityId id, SetStationKeeperRequest body, Caller caller, IdempotentCall call)
    {
        var station = await setUp.Require(id, caller);
        if (body.RegistrationId is null == body.UserId is null)
            throw Refusal.Invalid(body.UserId is null ? "registrationId" : "userId", "请填写报到编号或人员编号，二者填一项");
        var communityName = await areas.NameOf(station.Place.CommunityId);
        var keeperId = await db.Read(session => KeeperOf(session, body, caller));
        return await call.With(keeperId).Move(async tx =>
        {
            // Asked again: the account may have been deleted while its row was waited for.
            await stations.SetKeeper(tx, station.Id, await KeeperOf(tx, body, caller), time.Now());
            return views.ForStaff((await stations.Find(tx, station.Id))!, communityName);
        });
    }

    private async Task<NoContent> Remove(EntityId id, Caller caller)
    {
        var station = await setUp.Require(id, caller);
        await db.InTransaction(caller, tx => stations.SetKeeper(tx, station.Id, keeperId: null, time.Now()));
        return TypedResults.NoContent();
    }

    private async Task<long> KeeperOf(DbSession session, SetStationKeeperRequest body, Caller caller)
    {
        if (body.RegistrationId is { } registrationId)
        {
            return await registrations.Find(session, registrationId.Value) is { Status: RegistrationStatus.Active } registration
                && SetUpStation.Covers(caller, registration.Place)
                ? registration.UserId
                : throw Refusal.Invalid("registrationId", "没有这份已通过的报到");
        }
        return await members.FindProfile(session, body.UserId!.Value.Value) is { } profile
            ? profile.Id
            : throw Refusal.Invalid("userId", "没有这个人");
    }
}
