using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes;

/// <param name="Limit">Wishes that the caller may have in hand at a time.</param>
/// <param name="LoweredUntil">Until when the limit is lower than usual, since a claim ran out without a word; null when it is not.</param>
public sealed record ClaimAllowanceView(int Limit, long InHand, DateTimeOffset? LoweredUntil)
{
    internal bool HasRoom => InHand < Limit;
}

/// <summary>
/// How many wishes a member may have in hand. A claim that ran out in silence lowers it for a while; one that was given back in time
/// never does. It is read from the claims themselves, so that there is no counter to go wrong.
/// </summary>
public sealed class ClaimAllowance(WishClaimStore claims, IOptions<WishOptions> options)
{
    public async Task<ClaimAllowanceView> Of(DbSession session, long memberId, DateTimeOffset now)
    {
        var rules = options.Value;
        var silentAt = await claims.FindLastExpiry(session, memberId, now - rules.SilentExpiryPenalty);
        var inHand = await claims.CountInHand(session, memberId);
        return silentAt is { } at && rules.ParallelClaimsAfterSilence < rules.ParallelClaims
            ? new ClaimAllowanceView(rules.ParallelClaimsAfterSilence, inHand, at + rules.SilentExpiryPenalty)
            : new ClaimAllowanceView(rules.ParallelClaims, inHand, LoweredUntil: null);
    }

    /// <summary>Refused when the member has no room for one more. The member's row must be locked, or claims at once would share the room.</summary>
    public async Task RequireRoom(Tx tx, long memberId, DateTimeOffset now)
    {
        var allowance = await Of(tx, memberId, now);
        if (allowance.HasRoom)
            return;
        throw new Refusal(WishErrors.ClaimLimit, allowance.LoweredUntil is { } until
            ? $"您有一次认领到期没有办。{ChinaTime.Local(until):M月d日}前，您最多同时办 {allowance.Limit} 件，办完再来认领"
            : null);
    }
}

/// <summary>What the caller may still take on.</summary>
public static class GetClaimAllowance
{
    public static Task<ClaimAllowanceView> Handle(Caller caller, Db db, ClaimAllowance allowance, TimeProvider time) =>
        db.Read(session => allowance.Of(session, caller.UserId, time.Now()));
}
