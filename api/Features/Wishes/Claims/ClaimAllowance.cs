using LinYuan.Api.Features.Wishes.Claims.Claiming;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes.Claims;

/// <param name="Limit">Wishes that the caller may have in hand at a time.</param>
/// <param name="LoweredUntil">Until when the limit is lower than usual, since a claim ran out without a word; null when it is not.</param>
/// <param name="CoolingDown">Wishes that the caller gave back so soon after reading the contact that they count like those in hand.</param>
/// <param name="CoolingUntil">When the first of these counts no more; null without one.</param>
/// <param name="ContactsClosedUntil">From when on the caller may open the contact of another resident; null when that is now.</param>
public sealed record ClaimAllowanceView(
    int Limit, long InHand, DateTimeOffset? LoweredUntil, long CoolingDown, DateTimeOffset? CoolingUntil, DateTimeOffset? ContactsClosedUntil)
{
    internal bool HasRoom => ContactsClosedUntil is null && InHand + CoolingDown < Limit;
}

/// <summary>
/// How many wishes a member may have in hand. A claim that ran out in silence lowers it for a while; one that was given back never does,
/// but counts until a while after its contact was opened. It is read from the claims themselves, so that there is no counter to go wrong.
/// </summary>
public sealed class ClaimAllowance(WishClaimStore claims, ClaimStandingStore standings, ContactOpenings openings, IOptions<WishOptions> options)
{
    public async Task<ClaimAllowanceView> Of(DbSession session, long memberId, DateTimeOffset now) =>
        Of(await standings.FindCounts(session, memberId, now), options.Value);

    internal static ClaimAllowanceView Of(ClaimCounts counts, WishOptions rules)
    {
        var isLowered = counts.SilentAt is not null && rules.ParallelClaimsAfterSilence < rules.ParallelClaims;
        return new ClaimAllowanceView(
            isLowered ? rules.ParallelClaimsAfterSilence : rules.ParallelClaims,
            counts.InHand,
            isLowered ? counts.SilentAt + rules.SilentExpiryPenalty : null,
            counts.Cooling.Wishes, counts.Cooling.FirstUntil,
            ContactOpenings.ClosedUntil(counts.Openings));
    }

    /// <summary>Why the member has no room for one more; null when they have.</summary>
    internal static Refusal? WhyNoRoom(ClaimAllowanceView allowance, DateTimeOffset now) =>
        allowance.HasRoom ? null
        : allowance.ContactsClosedUntil is { } closed ? ContactOpenings.UsedUp(closed, now)
        : new Refusal(WishErrors.ClaimLimit, Explain(allowance));

    /// <summary>
    /// A wish that its member gives back counts until a while after they read the contact. Staff are told of a member who reads one after
    /// the other.
    /// </summary>
    public async Task CoolDown(Tx tx, Wish wish, DateTimeOffset now)
    {
        if (await claims.FindLastReveal(tx, wish.Id, wish.ClaimId!.Value) is not { } opened || opened + options.Value.ReleaseCoolDown <= now)
            return;
        await claims.SetCountsUntil(tx, wish.ClaimId.Value, opened + options.Value.ReleaseCoolDown);
        if ((await claims.CountCooling(tx, wish.ClaimerId!.Value, now)).Wishes >= options.Value.CoolingToTell)
            await openings.Tell(tx, wish.Place, WishNews.ContactsOpened, wish.Id, wish.ClaimerId.Value, now);
    }

    private static string? Explain(ClaimAllowanceView allowance) =>
        allowance.LoweredUntil is { } until
            ? $"您有一次认领到期没有办。{ChinaTime.Local(until):M月d日}前，您最多同时办 {allowance.Limit} 件，办完再来认领"
        : allowance.CoolingUntil is { } cooled
            ? $"您刚看过联系方式就放弃的心愿，一小时内也算在内。您最多同时办 {allowance.Limit} 件，{ChinaTime.Local(cooled.AddTicks(TimeSpan.TicksPerMinute - 1)):HH:mm} 以后再来"
            : null;
}
