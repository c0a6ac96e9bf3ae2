using LinYuan.Api.Features.Registrations;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Clues;

/// <summary>
/// What the caller answers for as its owner, oldest first, by default not signed for. For part-time grid workers too, who have no other
/// list of clues, while their appointment counts.
/// </summary>
public static class ListCluesInHand
{
    public static async Task<Page<ClueView>> Handle(
        string? status, PageQuery page, Caller caller, Db db, ClueListStore lists, ClueMarkStore marks, GridWorkerStore gridWorkers, ClueViews views,
        TimeProvider time)
    {
        var wanted = JsonConventions.ParseWord<ClueStatus>(status, "status") ?? ClueStatus.Dispatched;
        var after = page.AfterOr(0);
        var (rows, markOf) = await db.Read(async session =>
        {
            var appointedIn = caller.IsStaff ? null : await gridWorkers.FindCommunityOf(session, caller.UserId);
            var found = caller.IsStaff || appointedIn is not null
                ? await lists.ListOwned(session, caller.UserId, appointedIn, wanted, after, page.Rows)
                : [];
            return (found, await marks.Of(session, found));
        });
        return await views.Page(page, caller, rows, markOf, time.Now());
    }
}
