using LinYuan.Api.Features.Points;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Rewards;

public sealed record RedeemRewardRequest([property: Needed] EntityId? RewardId);

/// <summary>A person orders a reward: the points and one piece of it are set aside until it is fetched.</summary>
public sealed class RedeemReward(
    RewardStore rewards, RedemptionStore redemptions, PointLedger ledger, IOptions<RewardOptions> options, TimeProvider time)
{
    public static Task<IResult> Handle(RedeemRewardRequest body, Caller caller, IdempotentCall call, RedeemReward redeem) =>
        call.Create(tx => redeem.Run(tx, body.RewardId!.Value.Value, caller.UserId), view => $"/api/v1/me/redemptions/{view.Id}");

    private async Task<RedemptionView> Run(Tx tx, long rewardId, long userId)
    {
        var now = time.Now();
        var today = ChinaTime.LocalDay(now);
        var reward = await rewards.Find(tx, rewardId) ?? throw Refusal.Invalid("rewardId", "没有这件商品");
        RequireOpen(reward, today);
        if (await redemptions.CountOf(tx, userId, rewardId) >= reward.PerPersonLimit)
            throw new Refusal(RewardErrors.PersonLimit);
        var id = await redemptions.Add(tx, userId, reward, now, now + options.Value.HoldFor);
        await ledger.Reserve(tx, userId, reward.Points, id, now);
        // Last, since everyone who wants this reward waits for its row: whoever has it only commits.
        if (!await rewards.Take(tx, rewardId, reward.Points, today))
        {
            RequireOpen(await rewards.FindNow(tx, rewardId) ?? reward, today);
            throw new Refusal(RewardErrors.NotAvailable);
        }
        return RedemptionView.ForPerson((await redemptions.Find(tx, id))!, reward, now);
    }

    private static void RequireOpen(Reward reward, DateOnly today)
    {
        if (!reward.IsOpenOn(today))
            throw new Refusal(RewardErrors.NotAvailable);
        if (reward.Stock == 0)
            throw new Refusal(RewardErrors.SoldOut);
    }
}
