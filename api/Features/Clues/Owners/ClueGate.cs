using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using Microsoft.AspNetCore.Authorization;

namespace LinYuan.Api.Features.Clues;

/// <summary>
/// Who may call the owner's routes: staff, and whoever has that very clue in hand. A part-time grid worker has no staff role, and meets
/// on every other clue the same closed gate as any resident. See Decisions/0014.
/// </summary>
public sealed class ClueGate(Db db, ClueStore clues, ClueHands hands) : AuthorizationHandler<ClueGate.InHand>
{
    public const string Policy = "clueInHand";

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IAuthorizationHandler, ClueGate>();
        services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy.RequireAuthenticatedUser().AddRequirements(new InHand()));
    }

    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, InHand requirement)
    {
        if (context.Resource is HttpContext http && http.Features.Get<Caller>() is { } caller
            && (caller.IsStaff || await HasInHand(http.GetRouteValue("id") as string, caller)))
            context.Succeed(requirement);
    }

    private async Task<bool> HasInHand(string? id, Caller caller) => EntityId.TryRead(id, out var clueId) && await db.Read(async session =>
        await clues.Find(session, clueId.Value) is { } clue && await hands.Has(session, clue, caller));

    public sealed record InHand : IAuthorizationRequirement;
}

internal static class ClueGateRoutes
{
    /// <summary>Routes of staff that the owner of a clue may call without being staff.</summary>
    public static RouteGroupBuilder OwnersOfClues(this IEndpointRouteBuilder app) =>
        app.MapGroup("/staff/v1").WithTags("Clues").RequireAuthorization(ClueGate.Policy).RequireRateLimiting(RateLimits.People).KnowsItsQuery();
}
