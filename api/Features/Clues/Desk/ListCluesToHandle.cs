using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Clues.Desk;

/// <param name="Status">The one state in which they are.</param>
/// <param name="AreaId">Narrows the list to this area's subtree.</param>
/// <param name="Late">Only what waits too long; without any other word.</param>
/// <param name="Mine">Only what the caller has in hand; without an area.</param>
public sealed record ListCluesToHandleRequest(ClueStatus? Status, string? AreaId, bool? Late, bool? Mine, PageQuery Page);

/// <summary>
/// Staff list a queue of their area, oldest first, by default what nobody has taken up. <c>late=true</c> asks instead for what waits too
/// long in whatever state, <c>mine=true</c> for what the caller has in hand, by default not signed for.
/// </summary>
public sealed class ListCluesToHandle(
    Db db, ClueListStore lists, ClueMarkStore marks, ClueViews views, AreaStore areas, TimeProvider time) : ReadOperation<ListCluesToHandleRequest, Page<ClueView>>
{
    public override void Configure()
    {
        Get("/clues");
        Group<Staff>();
        Reads(NotFound);
    }

    protected override async Task<Page<ClueView>> Read(ListCluesToHandleRequest request, CancellationToken ct)
    {
        var (isLate, isMine) = (request.Late == true, request.Mine == true);
        if (isLate && (request.Status is not null || isMine))
            throw Refusal.Invalid("late", "不能和其他筛选条件一起使用");
        if (isMine && !string.IsNullOrEmpty(request.AreaId))
            throw Refusal.Invalid("mine", "不能和区域一起使用");
        var (after, count) = (request.Page.AfterOr(0), request.Page.Rows);
        var subtree = isMine ? null : await StaffScope.Of(Caller, request.AreaId, areas);
        var (rows, markOf) = await db.Read(async session =>
        {
            var found = subtree is null
                ? await lists.ListOwned(session, Caller.UserId, communityId: null, request.Status ?? ClueStatus.Dispatched, after, count)
                : await lists.ListQueue(session, subtree, isLate ? null : request.Status ?? ClueStatus.Submitted, after, count);
            return (found, await marks.Of(session, found));
        });
        return await views.Page(request.Page, Caller, rows, markOf, time.Now());
    }
}
