using LinYuan.Api.Features.Rewards.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Rewards.Redeeming;

/// <summary>A person sees their orders, newest first.</summary>
public sealed class ListMyRedemptions(RedemptionStore redemptions, RewardStore rewards, Db db, TimeProvider time)
    : ReadOperation<PageQuery, Page<RedemptionView>>
{
    public override void Configure()
    {
        Get("/me/redemptions");
        Group<People>();
        Reads();
    }

    protected override async Task<Page<RedemptionView>> Read(PageQuery page, CancellationToken ct)
    {
        var (rows, ordered) = await db.Read(async session =>
        {
            var mine = await redemptions.ListOf(session, Caller.UserId, page.AfterOr(long.MaxValue), page.Rows);
            return (mine, await rewards.List(session, [.. mine.Select(row => row.RewardId).Distinct()]));
        });
        var byId = ordered.ToDictionary(reward => reward.Id);
        return page.Cut(rows, row => [row.Id], row => RedemptionView.ForPerson(row, byId[row.RewardId], time.Now()));
    }
}
