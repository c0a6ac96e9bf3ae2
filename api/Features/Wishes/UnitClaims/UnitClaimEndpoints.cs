using LinYuan.Api.Features.Registrations;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;
using static LinYuan.Api.Features.Wishes.WishErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Wishes;

/// <summary>Units and teams that take wishes on, and offers beside needs.</summary>
public static class UnitClaimEndpoints
{
    public static void AddUnitClaims(this IServiceCollection services)
    {
        services.AddSingleton<GroupClaimStore>().AddSingleton<SendMember>().AddSingleton<NameMember>();
        services.AddSingleton<WishInvitationStore>().AddSingleton<ListMatches>().AddSingleton<OfferWish>();
        services.AddSingleton(new PersonalData("claimsForGroups", Export, Erase));
    }

    public static void MapUnitClaims(this IEndpointRouteBuilder app)
    {
        var people = app.People("Wishes");
        people.MapPost("/wishes/{id}/name-member", NameMember.Handle).Move<WishView>(
            "NameMember", NotFound, AccessDenied, OwnClaim, ClaimLimit, ContactLimit, MemberUnavailable, LeaseOver, WrongState);
        people.MapGet("/me/coordinated-claims", ListCoordinatedClaims.Handle).Read<Page<CoordinatedClaimView>>("ListCoordinatedClaims");

        var staff = app.Staff("Wishes");
        staff.MapGet("/wishes/{id}/matches", ListMatches.Handle).Read<WishMatchesView>("ListMatches", NotFound, WishErrors.OwnCase);
        staff.MapPost("/wishes/{id}/offer-to", OfferWish.Handle).Creation<WishInvitationView>(
            "OfferWish", NotFound, WishErrors.OwnCase, WrongState, AlreadyOffered);
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
