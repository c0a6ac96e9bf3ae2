using LinYuan.Api.Features.Registrations.Teams;
using LinYuan.Api.Features.Wishes.UnitClaims.Matches;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Wishes.UnitClaims;

/// <summary>Units and teams that take wishes on, and offers beside needs.</summary>
public static class UnitClaimModule
{
    public static void AddUnitClaims(this IServiceCollection services)
    {
        services.AddSingleton<GroupClaimStore>().AddSingleton<SendMember>();
        services.AddSingleton<WishInvitationStore>().AddSingleton<FairestMembers>();
        services.AddSingleton(new PersonalData("claimsForGroups", Export, Erase));
    }

    private static async Task<object> Export(IServiceProvider services, DbSession session, long userId) =>
        (await services.GetRequiredService<GroupClaimStore>().ListOf(session, userId, long.MaxValue, 1000))
        .Select(claim => new
        {
            Id = new EntityId(claim.Id), WishId = new EntityId(claim.WishId), claim.ClaimedAt, claim.EndedAt, claim.Outcome,
            For = claim.UnitId is null ? GroupKind.Team : GroupKind.Unit, ForId = new EntityId((claim.UnitId ?? claim.TeamId)!.Value),
        })
        .ToList();

    private static Task Erase(IServiceProvider services, Tx tx, long userId) => services.GetRequiredService<GroupClaimStore>().Erase(tx, userId);
}
