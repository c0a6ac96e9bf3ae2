using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Registrations.GridWorkers.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Registrations.Profile;

public sealed record MeView(
    EntityId Id, string? Nickname, string? Phone, IReadOnlyList<RoleView> Roles, IReadOnlyList<RegistrationView> Registrations);

/// <summary>The caller's own profile; the phone is masked here too, since screens are read over shoulders.</summary>
public sealed class MyProfile(Db db, MemberStore members, RegistrationStore registrations, GridWorkerStore gridWorkers, AreaStore areas)
{
    private const string GridWorkerRole = "gridWorker";

    public async Task<MeView> Of(Caller caller)
    {
        var (profile, roles, grids, mine) = await db.Read(async session => (
            await members.FindProfile(session, caller.UserId),
            await members.ListRoles(session, caller.UserId),
            await gridWorkers.ListAreasOf(session, caller.UserId),
            await registrations.ListMine(session, caller.UserId, long.MaxValue, 50)));
        if (profile is null)
            throw new Refusal(RequestErrors.SessionExpired);
        return new MeView(
            new EntityId(profile.Id),
            profile.Nickname,
            profile.Phone is null ? null : Mask.Phone(profile.Phone),
            // Shown only: what staff may do hangs on the session's roles, where a part-time grid worker has none.
            await RoleViews.Of([.. roles, .. grids.Select(areaId => new RoleAtArea(GridWorkerRole, areaId))], areas),
            await RegistrationViews.ForOwner(mine, areas));
    }
}
