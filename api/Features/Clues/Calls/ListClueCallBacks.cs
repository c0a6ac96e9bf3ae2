using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using ContactRevealView = LinYuan.Api.Features.Wishes.ContactRevealView;

namespace LinYuan.Api.Features.Clues;

/// <summary>The clues of the caller's area whose reporters may be rung now, oldest first; never the caller's own reports or work.</summary>
public static class ListClueCallBacks
{
    public static async Task<Page<ClueView>> Handle(
        string? areaId, PageQuery page, Caller caller, Db db, ClueListStore lists, ClueViews views, AreaStore areas, TimeProvider time)
    {
        var (after, now) = (page.AfterOr(0), time.Now());
        var subtree = await StaffScope.Of(caller, areaId, areas);
        var rows = await db.Read(session => lists.ListToCall(session, subtree, caller.UserId, now, after, page.Rows));
        // Only a closed clue can have a mark.
        return await views.Page(page, caller, rows, new Dictionary<long, ClueMark>(), now);
    }
}

/// <summary>谁在何时看过我的电话: for the reporter alone.</summary>
public static class ListClueContactReveals
{
    public static async Task<Whole<ContactRevealView>> Handle(EntityId id, Caller caller, ClueAccess access, ClueRevealStore reveals, Db db)
    {
        await access.As(ClueActor.Reporter, id, caller);
        var openings = await db.Read(session => reveals.List(session, id.Value));
        return new Whole<ContactRevealView>([.. openings.Select(at => new ContactRevealView(at, "社区工作人员（回访）", ["phone"]))]);
    }
}
