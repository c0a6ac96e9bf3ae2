using LinYuan.Api.Features.Rewards.Core;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Attempts;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Rewards.Redeeming;

/// <summary>An order, and what it is an order of, that the caller may hand over.</summary>
public sealed record WaitingOrder(Redemption Order, Reward Reward);

/// <summary>Staff of the area that gives a reward, or the keeper of the station where it lies, hand it over; never to themselves.</summary>
public sealed class RedemptionHandOver(
    RedemptionStore redemptions, RewardStore rewards, StationStore stations, RedemptionMoves moves, AttemptStore attempts, Db db,
    IOptions<RewardOptions> options, TimeProvider time)
{
    /// <summary>The order that the caller names; null for whoever may not hand it over.</summary>
    public Task<WaitingOrder?> Find(long id, Caller caller) =>
        db.Read(async session => await Look(session, await redemptions.Find(session, id), caller));

    /// <summary>
    /// The order that a code opens for this caller. Anyone who may not hand it over is told that the code is wrong, and each wrong one
    /// counts for the caller and not for an order: who guesses does not know which one would be hit. It is tried apart from the move,
    /// because a refusal takes back everything of its own transaction.
    /// </summary>
    public async Task<WaitingOrder> TryCode(string code, Caller caller)
    {
        var now = time.Now();
        var wrong = new AttemptLimit("redemption.code", options.Value.CodeTries, options.Value.CodeTriesWithin).By(caller.UserId);
        var (found, count) = await db.InTransaction(caller, async tx =>
        {
            var count = await attempts.Lock(tx, wrong, now);
            if (count.IsUsedUp)
                return (null, count);
            var found = await Look(tx, await redemptions.FindByCode(tx, code), caller);
            if (found is null)
                await attempts.Count(tx, [wrong], now);
            return (found, count);
        });
        return found ?? throw (count.IsUsedUp
            ? new Refusal(RewardErrors.CodeLocked, retryAfter: count.WaitFrom(now))
            : new Refusal(RewardErrors.CodeWrong));
    }

    public async Task<IResult> Run(WaitingOrder waiting, Caller caller, IdempotentCall call)
    {
        var (found, reward) = waiting;
        if (found.UserId == caller.UserId)
            throw new Refusal(RewardErrors.OwnCase);
        return await call.Move(async tx =>
        {
            var now = time.Now();
            return await moves.End(tx, found, RedemptionAction.HandOver, caller.UserId, now)
                ? RedemptionView.ForStaff((await redemptions.Find(tx, found.Id))!, reward)
                : throw await moves.WhyNot(tx, found.Id, now);
        });
    }

    /// <summary>Null for whoever may not hand it over.</summary>
    private async Task<WaitingOrder?> Look(DbSession session, Redemption? found, Caller caller) =>
        found is not null && await rewards.Find(session, found.RewardId) is { } reward
        && (reward.IsUnder(caller) || await IsKeeper(session, reward, caller))
            ? new WaitingOrder(found, reward)
            : null;

    private async Task<bool> IsKeeper(DbSession session, Reward reward, Caller caller) =>
        reward.StationId is { } stationId && (await stations.Find(session, stationId))?.KeeperId == caller.UserId;
}
