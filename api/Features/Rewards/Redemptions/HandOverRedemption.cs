using LinYuan.Api.Features.Stations;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Rewards;

/// <param name="Code">Ten digits, scanned from the person's phone or typed.</param>
public sealed record HandOverByCodeRequest([property: Text(10, 10)] string Code);

/// <summary>Staff of the area that gives the reward, or the keeper of the station where it lies, hand it over; never to themselves.</summary>
public sealed class HandOverRedemption(
    RedemptionStore redemptions, RewardStore rewards, StationStore stations, RedemptionMoves moves, Db db, TimeProvider time)
{
    public static Task<IResult> HandOver(EntityId id, Caller caller, IdempotentCall call, HandOverRedemption handOver) =>
        handOver.Run((store, session) => store.Find(session, id.Value), RequestErrors.NotFound, caller, call);

    public static Task<IResult> HandOverByCode(HandOverByCodeRequest body, Caller caller, IdempotentCall call, HandOverRedemption handOver) =>
        handOver.Run((store, session) => store.FindByCode(session, body.Code), RewardErrors.CodeWrong, caller, call);

    /// <summary>A keeper has no role of staff, and only the code that the person shows.</summary>
    public static Task<IResult> HandOverAsKeeper(HandOverByCodeRequest body, Caller caller, IdempotentCall call, HandOverRedemption handOver) =>
        HandOverByCode(body, caller, call, handOver);

    /// <param name="missing">What anyone is told who may not hand it over, as if it were not there: codes cannot be tried out.</param>
    private async Task<IResult> Run(
        Func<RedemptionStore, DbSession, Task<Redemption?>> find, ErrorCode missing, Caller caller, IdempotentCall call)
    {
        var found = await db.Read(session => find(redemptions, session));
        var reward = found is null ? null : await db.Read(session => rewards.Find(session, found.RewardId));
        if (found is null || reward is null || !(reward.IsUnder(caller) || await IsKeeper(reward, caller)))
            throw new Refusal(missing);
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

    private async Task<bool> IsKeeper(Reward reward, Caller caller) =>
        reward.StationId is { } stationId
        && (await db.Read(session => stations.Find(session, stationId)))?.KeeperId == caller.UserId;
}
