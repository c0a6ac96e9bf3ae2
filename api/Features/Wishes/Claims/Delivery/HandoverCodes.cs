using System.Security.Cryptography;
using System.Text;
using LinYuan.Api.Features.Wishes.Afterwards;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Shared.Attempts;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes.Claims.Delivery;

/// <summary>What came of a code that somebody gave.</summary>
public enum CodeTry
{
    Right,

    /// <summary>Right, after so many wrong ones that it proves nothing.</summary>
    Doubted,
    Wrong,

    /// <summary>Too many wrong ones of this person.</summary>
    Locked,

    /// <summary>Too many wrong ones of others today.</summary>
    LockedToday,

    /// <summary>There is nothing to compare it with: the caller does not hold the wish, or has not been in contact yet.</summary>
    NotHeld,
}

/// <summary>
/// Tries handover codes. Wrong ones count for the member and the wish for ever and for the wish by the day, whatever becomes of the claim
/// or the code: four digits that may be guessed again after each new claim prove nothing.
/// </summary>
public sealed class HandoverCodes(
    WishClaimStore claims, AttemptStore attempts, WaitStore waits, WishMoves moves, Db db, IOptions<WishOptions> options, TimeProvider time)
{
    /// <summary>Four digits, drawn for each claim.</summary>
    public static string NewCode() => RandomNumberGenerator.GetInt32(0, 10_000).ToString("0000");

    /// <summary>In a transaction of its own, because a wrong one must still be counted when the delivery is refused.</summary>
    public Task<CodeTry> Try(long wishId, Caller caller, string code)
    {
        var (claimerId, rules, now) = (caller.UserId, options.Value, time.Now());
        Attempt[] counted =
        [
            new AttemptLimit("wish.handover", rules.HandoverTries).By(claimerId, wishId),
            new AttemptLimit("wish.handoverDay", rules.HandoverTriesPerDay, TimeSpan.FromDays(1)).Of(wishId),
        ];
        return db.InTransaction(caller, async tx =>
        {
            if (await claims.LockHandover(tx, wishId, claimerId, now) is not { } right)
                return CodeTry.NotHeld;
            var counts = await attempts.Lock(tx, counted, now);
            var (mine, today) = (counts[0], counts[1]);
            if (mine.IsUsedUp || today.IsUsedUp)
                return mine.IsUsedUp ? CodeTry.Locked : CodeTry.LockedToday;
            // The right code is no try, so that repeats of one delivery never lock it.
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(right), Encoding.UTF8.GetBytes(code)))
                return mine.Times > rules.HandoverSlips || today.Times >= rules.HandoverTries ? CodeTry.Doubted : CodeTry.Right;
            await attempts.Count(tx, counted, now);
            return CodeTry.Wrong;
        });
    }

    /// <summary>
    /// Marks a wish that was delivered with a code that proves nothing, and tells staff. The resident is asked as without a code; who does
    /// not answer is called back.
    /// </summary>
    public async Task Doubt(Tx tx, Wish wish, DateTimeOffset now)
    {
        await waits.AddMark(tx, wish, WishMark.CodeDoubted, now);
        var move = new WishMove(WishAction.DoubtCode, WishStatus.Delivered, WishStatus.Delivered, WishActor.System, null);
        await moves.Record(tx, wish, move, now);
    }
}
