using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Rewards;

/// <summary>The person does not want it after all; the points come back at once.</summary>
public sealed class CancelRedemption(RedemptionStore redemptions, RewardStore rewards, RedemptionMoves moves, Db db, TimeProvider time)
{
    public static Task<IResult> Handle(EntityId id, Caller caller, IdempotentCall call, CancelRedemption cancel) => cancel.Run(id, caller, call);

    private async Task<IResult> Run(EntityId id, Caller caller, IdempotentCall call)
    {
        var mine = await db.Read(session => redemptions.Find(session, id.Value));
        if (mine?.UserId != caller.UserId)
            throw new Refusal(RequestErrors.NotFound);
        return await call.Move(async tx =>
        {
            var now = time.Now();
            if (!await moves.End(tx, mine, RedemptionAction.Cancel, caller.UserId, now))
                throw await moves.WhyNot(tx, mine.Id, now);
            return RedemptionView.ForPerson((await redemptions.Find(tx, mine.Id))!, (await rewards.Find(tx, mine.RewardId))!, now);
        });
    }
}
