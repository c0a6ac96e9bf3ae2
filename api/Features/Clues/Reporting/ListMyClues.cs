using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Clues.Reporting;

/// <summary>The caller lists what they reported, newest first, whatever became of it.</summary>
public sealed class ListMyClues(
    Db db, ClueListStore lists, ClueMarkStore marks, ClueViews views, TimeProvider time) : ReadOperation<PageQuery, Page<ClueView>>
{
    public override void Configure()
    {
        Get("/me/clues");
        Group<People>();
        Reads();
    }

    protected override async Task<Page<ClueView>> Read(PageQuery request, CancellationToken ct)
    {
        var before = request.AfterOr(long.MaxValue);
        var (rows, markOf) = await db.Read(async session =>
        {
            var mine = await lists.ListMine(session, Caller.UserId, before, request.Rows);
            return (mine, await marks.Of(session, mine));
        });
        return await views.Page(request, Caller, rows, markOf, time.Now());
    }
}
