using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Clues;

/// <summary>What the caller reported, newest first, whatever became of it.</summary>
public static class ListMyClues
{
    public static async Task<Page<ClueView>> Handle(
        PageQuery page, Caller caller, Db db, ClueListStore lists, ClueMarkStore marks, ClueViews views, TimeProvider time)
    {
        var before = page.AfterOr(long.MaxValue);
        var (rows, markOf) = await db.Read(async session =>
        {
            var mine = await lists.ListMine(session, caller.UserId, before, page.Rows);
            return (mine, await marks.Of(session, mine));
        });
        return await views.Page(page, caller, rows, markOf, time.Now());
    }
}

/// <summary>
/// A queue of the caller's area, oldest first, by default what nobody has taken up. <c>late=true</c> asks instead for what waits too
/// long in whatever state, <c>mine=true</c> for what the caller has in hand, by default not signed for.
/// </summary>
public static class ListCluesToHandle
{
    public static async Task<Page<ClueView>> Handle(
        string? status, string? areaId, string? late, string? mine, PageQuery page, Caller caller, Db db, ClueListStore lists, ClueMarkStore marks,
        ClueViews views, AreaStore areas, TimeProvider time)
    {
        var wanted = JsonConventions.ParseWord<ClueStatus>(status, "status");
        var (isLate, isMine) = (IsTrue(late, "late"), IsTrue(mine, "mine"));
        if (isLate && (wanted is not null || isMine))
            throw Refusal.Invalid("late", "不能和其他筛选条件一起使用");
        if (isMine && !string.IsNullOrEmpty(areaId))
            throw Refusal.Invalid("mine", "不能和区域一起使用");
        var after = page.AfterOr(0);
        var subtree = isMine ? null : await StaffScope.Of(caller, areaId, areas);
        var (rows, markOf) = await db.Read(async session =>
        {
            var found = subtree is null
                ? await lists.ListOwned(session, caller.UserId, communityId: null, wanted ?? ClueStatus.Dispatched, after, page.Rows)
                : await lists.ListQueue(session, subtree, isLate ? null : wanted ?? ClueStatus.Submitted, after, page.Rows);
            return (found, await marks.Of(session, found));
        });
        return await views.Page(page, caller, rows, markOf, time.Now());
    }

    private static bool IsTrue(string? value, string field) => value switch
    {
        null or "" or "false" => false,
        "true" => true,
        _ => throw Refusal.Invalid(field, "只能是：true、false"),
    };
}
