using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.Crowd;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Features.Wishes.StandBy;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Wishes.Review;

/// <summary>A reason that the author reads; for "cannot" everyone does.</summary>
/// <param name="Version">Of the wish as whoever decides read it.</param>
[ValidatableType]
public sealed record WishReasonRequest([property: Text(2, 200)] string Reason, [property: Between(1, int.MaxValue)] int? Version = null);

/// <param name="Version">Of the wish as whoever decides read it; null when they named none.</param>
public sealed record WishDecision(WishAction Action, WishStatus From, WishStatus To, string? Reason, int? Version);

/// <summary>Makes a decision of staff about a wish of their area: on what they have read, with its event and its news.</summary>
public sealed class WishDecisions(WishAccess access, CrowdPledging pledging, WishMoves moves, StandByOffers offers, TimeProvider time)
{
    /// <param name="move">Changes the wish, which is locked; 0 when it is no longer as whoever decides saw it.</param>
    public async Task<WishView> Make(
        Tx tx, SeenWish seen, Caller caller, WishDecision decision, Func<Wish, DateTimeOffset, Task<int>> move)
    {
        var now = time.Now();
        var wish = (await pledging.Lock(tx, seen.Wish.Id))!;
        // Whoever is too late for any decision hears that first.
        if (wish.Status == decision.From)
            await access.RequireVersion(tx, wish, decision.Version);
        WishRules.RequireMoved(await move(wish, now));
        await moves.Record(
            tx, wish, new WishMove(decision.Action, decision.From, decision.To, WishActor.Staff, caller.UserId, decision.Reason), now);
        if (decision.To == WishStatus.Open)
            await offers.OfferNext(tx, wish, now);
        return await access.View(tx, seen, caller, now);
    }
}
