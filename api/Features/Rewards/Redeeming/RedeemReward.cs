using LinYuan.Api.Features.Points.Core;
using LinYuan.Api.Features.Rewards.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Rewards.Redeeming;

/// <param name="RewardId">The reward that is ordered.</param>
[ValidatableType]
public sealed record RedeemRewardRequest([property: Needed] EntityId? RewardId);

/// <summary>A person orders a reward: the points and one piece of it are set aside until it is fetched.</summary>
public sealed class RedeemReward(
    RewardStore rewards, RedemptionStore redemptions, PointLedger ledger, IOptions<RewardOptions> options, TimeProvider time)
    : Operation<RedeemRewardRequest, RedemptionView>
{
    public override void Configure()
    {
        Post("/redemptions");
        Group<People>();
        Creates(RewardErrors.NotAvailable, RewardErrors.SoldOut, RewardErrors.PersonLimit, PointErrors.Insufficient);
    }

    protected override Task<IResult> Handle(RedeemRewardRequest request, CancellationToken ct) =>
        Call.Create(tx => Run(tx, request.RewardId!.Value.Value, Caller.UserId), view => $"/api/v1/me/redemptions/{view.Id}");

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
