using LinYuan.Api.Features.CheckIns.Core;
using LinYuan.Api.Features.Points.Core;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Lifecycles;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.CheckIns.Review;

/// <summary>A reason that the courier reads.</summary>
public sealed record CheckInReasonRequest([property: Text(2, 200)] string Reason);

/// <summary>
/// What people decide on a check-in: a seal (somebody saw the courier there) accepts a provisional one, a challenge makes it suspect;
/// a suspect one is accepted or rejected; points of an accepted one are taken back. The check-in decides when its provisional points may be
/// spent; the ledger only does it.
/// </summary>
public sealed class DecideCheckIn(
    CheckInStore checkIns, CheckInReviewStore review, CheckInCredits credits, StationStore stations, Db db, TimeProvider time,
    IOptions<CheckInOptions> options)
{
    /// <summary>Staff who saw the courier there accept a provisional check-in at once.</summary>
    public static Task<IResult> Seal(EntityId id, Caller caller, IdempotentCall call, DecideCheckIn decide) =>
        decide.Run(id, caller, call, CheckInAction.Seal, reason: null);

    /// <summary>The keeper of a station, who saw the courier there, accepts a provisional check-in at once; its points may be spent from then on.</summary>
    public static Task<IResult> SealMy(EntityId id, Caller caller, IdempotentCall call, DecideCheckIn decide) => decide.SealAsKeeper(id, caller, call);

    /// <summary>Staff accept a suspect check-in; its points are credited.</summary>
    public static Task<IResult> Accept(EntityId id, Caller caller, IdempotentCall call, DecideCheckIn decide) =>
        decide.Run(id, caller, call, CheckInAction.Accept, reason: null);

    /// <summary>Staff doubt a provisional check-in; it is suspect from then on.</summary>
    public static Task<IResult> Challenge(EntityId id, CheckInReasonRequest body, Caller caller, IdempotentCall call, DecideCheckIn decide) =>
        decide.Run(id, caller, call, CheckInAction.Challenge, body.Reason);

    /// <summary>Staff turn a suspect check-in down; no points.</summary>
    public static Task<IResult> Reject(EntityId id, CheckInReasonRequest body, Caller caller, IdempotentCall call, DecideCheckIn decide) =>
        decide.Run(id, caller, call, CheckInAction.Reject, body.Reason);

    /// <summary>The street takes an accepted check-in back; its points go by a counter entry.</summary>
    public static Task<IResult> Reverse(EntityId id, CheckInReasonRequest body, Caller caller, IdempotentCall call, DecideCheckIn decide) =>
        decide.Run(id, caller, call, CheckInAction.Reverse, body.Reason);

    private async Task<IResult> Run(EntityId id, Caller caller, IdempotentCall call, CheckInAction action, string? reason)
    {
        var (found, station) = await Look(id);
        if (found is null || station is null || !CheckInRights.Sees(caller, found))
            throw new Refusal(RequestErrors.NotFound);
        var isKeeper = station.KeeperId == caller.UserId;
        var move = MoveOf(caller, found, action, isKeeper);
        return await call.Move(async tx =>
        {
            var moved = await Decide(tx, found.Id, move, caller, reason);
            return StaffCheckInView.Of(moved, station.Name, CheckInRights.ActionsOf(caller, moved, isKeeper));
        });
    }

    private async Task<IResult> SealAsKeeper(EntityId id, Caller caller, IdempotentCall call)
    {
        var (found, station) = await Look(id);
        if (found is null || station?.KeeperId != caller.UserId)
            throw new Refusal(RequestErrors.NotFound);
        var move = MoveOf(caller, found, CheckInAction.Seal, isKeeper: true);
        return await call.Move(async tx =>
            KeeperCheckInView.Of(await Decide(tx, found.Id, move, caller, reason: null), station.Name, caller));
    }

    private Task<(CheckIn? CheckIn, Station? Station)> Look(EntityId id) => db.Read(async session =>
        await checkIns.Find(session, id.Value) is { } found ? (found, await stations.Find(session, found.StationId)) : (null, null));

    private static Move<CheckInStatus, CheckInAction, CheckInActor> MoveOf(Caller caller, CheckIn checkIn, CheckInAction action, bool isKeeper)
    {
        if (checkIn.UserId == caller.UserId)
            throw new Refusal(CheckInErrors.OwnCase);
        var actors = CheckInRights.ActorsOf(caller, checkIn, isKeeper);
        return CheckInLifecycle.Table.Moves.FirstOrDefault(line => line.Action == action && actors.Contains(line.Who))
            ?? throw new Refusal(isKeeper ? CheckInErrors.KeeperGains : RequestErrors.AccessDenied);
    }

    /// <summary>Gives the check-in as it is afterwards.</summary>
    private async Task<CheckIn> Decide(
        Tx tx, long id, Move<CheckInStatus, CheckInAction, CheckInActor> move, Caller caller, string? reason)
    {
        var now = time.Now();
        if (await review.Move(tx, id, move.From!.Value, move.To, now) == 0)
            throw new Refusal(CheckInErrors.NotOpen);
        await review.AddEvent(tx, id, move, caller.UserId, reason, now);
        // Read again under the row's lock: points may have been promised or refused since the first look.
        await Settle(tx, (await checkIns.Find(tx, id))!, move.Action, caller.UserId, now);
        return (await checkIns.Find(tx, id))!;
    }

    private Task Settle(Tx tx, CheckIn checkIn, CheckInAction action, long byId, DateTimeOffset now) => action switch
    {
        CheckInAction.Seal => credits.Release(tx, checkIn, byId, now),
        // Promised points stay locked, and the day's place taken, until staff have decided.
        CheckInAction.Challenge => Task.CompletedTask,
        CheckInAction.Accept => IsOnItsDay(checkIn) ? credits.Release(tx, checkIn, byId, now) : Award(tx, checkIn, now),
        CheckInAction.Reject => TakeBack(tx, checkIn, CheckInErrors.Rejected, byId, now),
        CheckInAction.Reverse => TakeBack(tx, checkIn, CheckInErrors.Reversed, byId, now),
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "Nobody decides this."),
    };

    /// <summary>
    /// Whether it was counted on the day of the visit, and only challenged later: it brings what it was promised then. One that was suspect
    /// from the start has a doubt as its reason.
    /// </summary>
    private static bool IsOnItsDay(CheckIn checkIn) =>
        checkIn.PointsRefused is not { } code || code == CheckInErrors.DailyLimit.Code || code == PointErrors.DailyCap.Code;

    /// <summary>It counts for the day of the visit, and brings nothing when that day is full.</summary>
    private async Task Award(Tx tx, CheckIn checkIn, DateTimeOffset now)
    {
        var isFree = await checkIns.TakeCredit(tx, checkIn.UserId, checkIn.LocalDay, options.Value.CreditedPerDay);
        var receipt = isFree && options.Value.Points > 0
            ? await credits.Pay(tx, new CheckInCredit(checkIn.Id, checkIn.UserId, checkIn.Area.CommunityId, options.Value.Points), now)
            : null;
        await review.SetPoints(tx, checkIn.Id, receipt?.Amount ?? 0, isFree ? receipt?.WhyLess : CheckInErrors.DailyLimit);
    }

    /// <summary>The day's place is not given back: whoever took points for a false visit has had that chance.</summary>
    private async Task TakeBack(Tx tx, CheckIn checkIn, ErrorCode why, long byId, DateTimeOffset now)
    {
        await credits.TakeBack(tx, checkIn, byId, now);
        await review.SetPoints(tx, checkIn.Id, 0, why);
    }
}
