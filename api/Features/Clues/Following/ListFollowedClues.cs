using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Clues.Following;

/// <summary>The caller lists the clues that they follow, newest first, as everyone sees them.</summary>
public sealed class ListFollowedClues(Db db, ClueListStore lists, ClueViews views) : ReadOperation<PageQuery, Page<PublicClueView>>
{
    public override void Configure()
    {
        Get("/me/followed-clues");
        Group<People>();
        Reads();
    }

    protected override async Task<Page<PublicClueView>> Read(PageQuery request, CancellationToken ct)
    {
        var before = request.AfterOr(long.MaxValue);
        var (ids, about) = await db.Read(async session =>
        {
            var followed = await lists.ListFollowed(session, Caller.UserId, before, request.Rows);
            return (followed, await lists.ListByIds(session, followed));
        });
        return await request.Cut([.. ids.Where(about.ContainsKey)], id => [id], async id =>
            ClueViews.Public(about[id], await views.PlaceNameOf(about[id])));
    }
}
