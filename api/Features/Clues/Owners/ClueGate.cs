using FastEndpoints;
using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using Microsoft.AspNetCore.Authorization;

namespace LinYuan.Api.Features.Clues.Owners;

/// <summary>
/// Who may call the owner's routes: staff, and whoever has that very clue in hand. A part-time grid worker has no staff role, and meets
/// on every other clue the same closed gate as any resident. See Decisions/0014.
/// </summary>
public sealed class ClueGate(Db db, ClueStore store, ClueHands hands) : AuthorizationHandler<ClueGate.InHand>
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
        await store.Find(session, clueId.Value) is { } clue && await hands.Has(session, clue, caller));

    public sealed record InHand : IAuthorizationRequirement;
}

/// <summary>Operations of staff that the owner of a clue may call without being staff.</summary>
public sealed class OwnersOfClues : Group
{
    public OwnersOfClues() => Configure("/staff/v1", group =>
    {
        group.Policies(ClueGate.Policy);
        group.Options(route => route.RequireRateLimiting(RateLimits.People).KnowsItsQuery());
    });
}
