using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Rewards.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Rewards.Offering;

/// <param name="AreaId">The area that gives them; those of all below it, and of the areas above it, are listed too.</param>
public sealed record ListRewardsRequest(string? AreaId, PageQuery Page);

/// <summary>A person sees what may be ordered now: of an area and all below it, and of the areas above, which give to its people too.</summary>
public sealed class ListRewards(AreaStore areas, RewardStore rewards, RewardViews views, Db db, TimeProvider time)
    : ReadOperation<ListRewardsRequest, Page<RewardView>>
{
    public override void Configure()
    {
        Get("/rewards");
        Group<People>();
        Reads();
    }

    protected override async Task<Page<RewardView>> Read(ListRewardsRequest request, CancellationToken ct)
    {
        var page = request.Page;
        var subtree = await areas.SubtreeOf(request.AreaId);
        long?[] line = subtree is not null && await areas.Find(subtree.AreaId) is { } area ? [area.DistrictId, area.StreetId] : [];
        var above = line.OfType<long>().Where(id => id != subtree?.AreaId).ToList();
        var (rows, means) = await db.Read(async session =>
        {
            var open = await rewards.ListOpen(session, subtree, above, ChinaTime.LocalDay(time.Now()), page.AfterOr(0), page.Rows);
            return (open, await views.MeansOf(session, Caller.UserId, open));
        });
        return await page.Cut(rows, row => [row.Id], row => views.Of(row, means));
    }
}
