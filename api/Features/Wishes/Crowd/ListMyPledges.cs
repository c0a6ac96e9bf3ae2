using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.Crowd;

public sealed record MyPledgeView(PledgeView Pledge, WishView Wish);

/// <summary>The caller reads what they pledged, newest first, whatever became of it.</summary>
public sealed class ListMyPledges(Db db, WishViewerContexts contexts, PledgeStore pledges, UnitStore units, AreaStore areas, TimeProvider time)
    : ReadOperation<PageQuery, Page<MyPledgeView>>
{
    public override void Configure()
    {
        Get("/me/pledges");
        Group<People>();
        Reads();
    }

    protected override async Task<Page<MyPledgeView>> Read(PageQuery request, CancellationToken ct)
    {
        var before = request.AfterOr(long.MaxValue);
        var (rows, views, about) = await db.Read(async session =>
        {
            var mine = await pledges.ListOf(session, Caller.UserId, before, request.Rows);
            var shown = await CrowdViews.List(session, mine, units);
            var wishIds = mine.Select(row => row.WishId).Distinct();
            return (mine, shown.ToDictionary(view => view.Id.Value), await contexts.ByIds(session, Caller, [.. wishIds], time.Now()));
        });
        return await request.Cut(rows, row => [row.Id], async row =>
        {
            var context = about[row.WishId];
            return new MyPledgeView(views[row.Id], WishViews.For(context, await areas.NameOf(context.Wish.Place.CommunityId)));
        });
    }
}
