using LinYuan.Api.Features.Stations;
using LinYuan.Api.Shared.Attempts;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Rewards;

/// <param name="Code">Ten digits, scanned from the person's phone or typed.</param>
public sealed record HandOverByCodeRequest([property: Code(10)] string Code);

/// <summary>Staff of the area that gives the reward, or the keeper of the station where it lies, hand it over; never to themselves.</summary>
public sealed class HandOverRedemption(
    RedemptionStore redemptions, RewardStore rewards, StationStore stations, RedemptionMoves moves, AttemptStore attempts, Db db,
    IOptions<RewardOptions> options, TimeProvider time)
{
    /// <summary>Staff of the area that gives the reward hand an order over; never to themselves.</summary>
    public static Task<IResult> HandOver(EntityId id, Caller caller, IdempotentCall call, HandOverRedemption handOver) =>
        handOver.ById(id.Value, caller, call);

    /// <summary>Staff hand over the order whose code the person shows; never to themselves.</summary>
    public static Task<IResult> HandOverByCode(HandOverByCodeRequest body, Caller caller, IdempotentCall call, HandOverRedemption handOver) =>
        call.After(() => handOver.TryCode(body.Code, caller), waiting => handOver.Run(waiting, caller, call));

    /// <summary>The keeper of the station where the reward lies hands over the order whose code the person shows; never to themselves.</summary>
    public static Task<IResult> HandOverAsKeeper(HandOverByCodeRequest body, Caller caller, IdempotentCall call, HandOverRedemption handOver) =>
        HandOverByCode(body, caller, call, handOver);

    private async Task<IResult> ById(long id, Caller caller, IdempotentCall call) => await Run(
        await db.Read(async session => await Look(session, await redemptions.Find(session, id), caller)) ?? throw new Refusal(RequestErrors.NotFound),
        caller, call);

    /// <summary>
    /// The order that a code opens for this caller. Anyone who may not hand it over is told that the code is wrong, and each wrong one
    /// counts for the caller and not for an order: who guesses does not know which one would be hit. It is tried apart from the move,
    /// because a refusal takes back everything of its own transaction.
    /// </summary>
    private async Task<Waiting> TryCode(string code, Caller caller)
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

    private async Task<IResult> Run(Waiting waiting, Caller caller, IdempotentCall call)
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
    private async Task<Waiting?> Look(DbSession session, Redemption? found, Caller caller) =>
        found is not null && await rewards.Find(session, found.RewardId) is { } reward
        && (reward.IsUnder(caller) || await IsKeeper(session, reward, caller))
            ? new Waiting(found, reward)
            : null;

    private async Task<bool> IsKeeper(DbSession session, Reward reward, Caller caller) =>
        reward.StationId is { } stationId && (await stations.Find(session, stationId))?.KeeperId == caller.UserId;

    private sealed record Waiting(Redemption Order, Reward Reward);
}
