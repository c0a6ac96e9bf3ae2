using LinYuan.Api.Features.Points.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Outbox;

namespace LinYuan.Api.Features.Rewards.Core;

/// <summary>
/// Ends orders: the order, its points and the stock change in one transaction, in this order, with the row that all share last. Who
/// should hear of it does.
/// </summary>
public sealed class RedemptionMoves(RedemptionStore redemptions, RewardStore rewards, PointLedger ledger, OutboxStore outbox)
{
    /// <summary>False when it has ended already, or when its time is over or has not come.</summary>
    public async Task<bool> End(Tx tx, Redemption redemption, RedemptionAction action, long? byId, DateTimeOffset now)
    {
        if (!await redemptions.End(tx, redemption.Id, action, byId, now))
            return false;
        if (action == RedemptionAction.HandOver)
        {
            var areaId = (await rewards.Find(tx, redemption.RewardId))!.AreaId;
            await ledger.Redeem(tx, redemption.UserId, redemption.Points, redemption.Id, areaId, byId!.Value, now);
        }
        else
        {
            await ledger.EndReservation(tx, redemption.UserId, redemption.Points, redemption.Id, byId, now);
        }
        foreach (var hearing in RedemptionNews.Table.Where(line => line.Action == action && redemption.UserId != byId))
            await outbox.Add(tx, RedemptionNews.Message(hearing.Kind, redemption), now);
        await (action == RedemptionAction.HandOver ? rewards.HandOut(tx, redemption.RewardId) : rewards.PutBack(tx, redemption.RewardId));
        return true;
    }

    /// <summary>Says why an order could not be ended.</summary>
    public async Task<Refusal> WhyNot(Tx tx, long id, DateTimeOffset now) => (await redemptions.Find(tx, id))! switch
    {
        { Status: RedemptionStatus.Reserved } waiting when waiting.ExpiresAt <= now => new Refusal(RewardErrors.Expired),
        { Status: RedemptionStatus.Redeemed } => new Refusal(RewardErrors.WrongState, "这份兑换已经发放过了，不用再办"),
        { Status: RedemptionStatus.Cancelled } => new Refusal(RewardErrors.WrongState, "这份兑换已经取消，积分已退回"),
        _ => new Refusal(RewardErrors.WrongState),
    };
}
