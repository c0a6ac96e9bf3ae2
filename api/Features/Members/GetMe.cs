using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Members;

public sealed record MeView(
    EntityId Id, string? Nickname, string? Phone, IReadOnlyList<RoleView> Roles, IReadOnlyList<RegistrationView> Registrations);

/// <summary>The caller's own profile; the phone is masked here too, since screens are read over shoulders.</summary>
public static class GetMe
{
    public static async Task<MeView> Handle(Caller caller, Db db, MemberStore members, RegistrationStore registrations, AreaStore areas)
    {
        var (profile, roles, mine) = await db.Read(async session => (
            await members.FindProfile(session, caller.UserId),
            await members.ListRoles(session, caller.UserId),
            await registrations.ListMine(session, caller.UserId, long.MaxValue, 50)));
        if (profile is null)
            throw new Refusal(RequestErrors.SessionExpired);
        return new MeView(
            new EntityId(profile.Id),
            profile.Nickname,
            profile.Phone is null ? null : Mask.Phone(profile.Phone),
            await RolesInWords.Of(roles, areas),
            await RegistrationViews.ForOwner(mine, areas));
    }
}
