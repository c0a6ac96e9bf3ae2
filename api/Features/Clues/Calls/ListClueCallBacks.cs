using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members;
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
    public static async Task<Whole<ContactRevealView>> Handle(
        EntityId id, Caller caller, ClueAccess access, ClueRevealStore reveals, MemberStore members, Db db)
    {
        var area = (await access.As(ClueActor.Reporter, id, caller)).Clue.Area;
        return await db.Read(async session =>
        {
            var openings = await reveals.List(session, id.Value);
            Dictionary<long, string> who = [];
            foreach (var viewerId in openings.Select(opening => opening.ViewerId).Distinct())
                who[viewerId] = Who(area, await members.ListRoles(session, viewerId));
            return new Whole<ContactRevealView>([.. openings.Select(opening => new ContactRevealView(opening.At, who[opening.ViewerId], ["phone"]))]);
        });
    }

    /// <summary>By the roles that the viewer has now: an opening keeps who it was, not as what.</summary>
    private static string Who(Placement area, IReadOnlyList<RoleAtArea> roles)
    {
        var at = roles.Where(role => role.Role == Caller.StaffRole).Select(role => role.AreaId).ToHashSet();
        return at.Contains(area.CommunityId) ? "社区工作人员（回访）"
            : at.Contains(area.StreetId) ? "街道工作人员（回访）"
            : at.Contains(area.DistrictId) ? "区里工作人员（回访）"
            : "社区工作人员（回访）";
    }
}
