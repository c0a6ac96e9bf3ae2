using FastEndpoints;
using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Cases;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using ContactRevealView = LinYuan.Api.Features.Wishes.Claims.Contacts.ContactRevealView;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Clues.Calls;

/// <summary>The reporter alone reads who opened their phone number, and when (谁在何时看过我的电话).</summary>
public sealed class ListClueContactReveals(
    ClueCases clues, ClueRevealStore reveals, MemberStore members, Db db) : ReadOperation<EmptyRequest, Whole<ContactRevealView>>
{
    public override void Configure()
    {
        Get("/clues/{id}/contact-reveals");
        Group<People>();
        Reads(NotFound, AccessDenied);
    }

    protected override async Task<Whole<ContactRevealView>> Read(EmptyRequest request, CancellationToken ct)
    {
        // By the reporter's own door.
        var area = (await clues.Require(Id.Value, Caller, ClueAction.CallBack)).Case.Area;
        return await db.Read(async session =>
        {
            var openings = await reveals.List(session, Id.Value);
            Dictionary<long, string> who = [];
            foreach (var viewerId in openings.Select(opening => opening.ViewerId).Distinct())
                who[viewerId] = Who(area, await members.ListRoles(session, viewerId));
            return new Whole<ContactRevealView>([.. openings.Select(opening => new ContactRevealView(opening.At, who[opening.ViewerId], ["phone"]))]);
        });
    }

    /// <summary>By the roles that the viewer has now: an opening keeps who it was, not as what.</summary>
    private static string Who(Placement area, IReadOnlyList<RoleAtArea> roles)
    {
        var at = roles.Where(role => role.Role == Shared.Sessions.Caller.StaffRole).Select(role => role.AreaId).ToHashSet();
        return at.Contains(area.CommunityId) ? "社区工作人员（回访）"
            : at.Contains(area.StreetId) ? "街道工作人员（回访）"
            : at.Contains(area.DistrictId) ? "区里工作人员（回访）"
            : "社区工作人员（回访）";
    }
}
