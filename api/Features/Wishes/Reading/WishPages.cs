using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.Reading;

/// <summary>A page of wishes as one viewer sees them.</summary>
public sealed class WishPages(Db db, WishViewerContexts contexts, AreaStore areas, TimeProvider time)
{
    public async Task<Page<WishView>> For(Caller caller, PageQuery page, Func<DbSession, Task<IReadOnlyList<Wish>>> read)
    {
        var rows = await db.Read(async session => await contexts.Of(session, caller, await read(session), time.Now()));
        return await page.Cut(rows, row => [row.Wish.Id], async row => WishViews.For(row, await areas.NameOf(row.Wish.Place.CommunityId)));
    }
}
