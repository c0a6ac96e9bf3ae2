using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Rewards;

/// <summary>The caller's orders, newest first.</summary>
public static class ListMyRedemptions
{
    public static async Task<Page<RedemptionView>> Handle(
        PageQuery page, Caller caller, RedemptionStore redemptions, RewardStore rewards, Db db, TimeProvider time)
    {
        var (rows, ordered) = await db.Read(async session =>
        {
            var mine = await redemptions.ListOf(session, caller.UserId, page.AfterOr(long.MaxValue), page.Rows);
            return (mine, await rewards.List(session, [.. mine.Select(row => row.RewardId).Distinct()]));
        });
        var byId = ordered.ToDictionary(reward => reward.Id);
        return page.Cut(rows, row => [row.Id], row => RedemptionView.ForPerson(row, byId[row.RewardId], time.Now()));
    }
}

public static class GetMyRedemption
{
    /// <summary>One of the caller's own orders, with its code while it can be fetched.</summary>
    public static Task<RedemptionView> Handle(
        EntityId id, Caller caller, RedemptionStore redemptions, RewardStore rewards, Db db, TimeProvider time) =>
        db.Read(async session => await redemptions.Find(session, id.Value) is { } found && found.UserId == caller.UserId
            ? RedemptionView.ForPerson(found, (await rewards.Find(session, found.RewardId))!, time.Now())
            : throw new Refusal(RequestErrors.NotFound));
}
