using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes;

public sealed record MyPledgeView(PledgeView Pledge, WishView Wish);

/// <summary>What the caller pledged, newest first, whatever became of it.</summary>
public static class ListMyPledges
{
    public static async Task<Page<MyPledgeView>> Handle(
        PageQuery page, Caller caller, Db db, WishMeetings meetings, PledgeStore pledges, UnitStore units, AreaStore areas,
        TimeProvider time)
    {
        var before = page.AfterOr(long.MaxValue);
        var (rows, views, about) = await db.Read(async session =>
        {
            var mine = await pledges.ListOf(session, caller.UserId, before, page.Rows);
            var shown = await CrowdViews.List(session, mine, units);
            return (mine, shown.ToDictionary(view => view.Id.Value), await meetings.ByIds(session, caller, [.. mine.Select(row => row.WishId).Distinct()], time.Now()));
        });
        return await page.Cut(rows, row => [row.Id], async row =>
        {
            var meeting = about[row.WishId];
            return new MyPledgeView(views[row.Id], WishViews.For(meeting, await areas.NameOf(meeting.Wish.Place.CommunityId)));
        });
    }
}

/// <param name="Who">The pledger's masked name, enough to recognise who stands at the desk.</param>
public sealed record StaffPledgeView(PledgeView Pledge, string Who);

/// <summary>All pledges of a wish, for the staff who receive the goods; oldest first.</summary>
public static class ListPledges
{
    public static async Task<Page<StaffPledgeView>> Handle(
        EntityId id, PageQuery page, Caller caller, WishAccess access, Db db, PledgeStore pledges, UnitStore units,
        RegistrationStore registrations)
    {
        await access.ForReview(id, caller);
        var after = page.AfterOr(0);
        return await db.Read(async session =>
        {
            var rows = await pledges.ListOfWish(session, id.Value, after, page.Rows);
            return await page.Cut(rows, row => [row.Id], async row => new StaffPledgeView(
                await CrowdViews.Of(session, row, units), await Who(session, row.MemberId, registrations)));
        });
    }

    private static async Task<string> Who(DbSession session, long memberId, RegistrationStore registrations) =>
        await registrations.ListMine(session, memberId, long.MaxValue, 1) is [{ RealName.Length: > 0 } registration]
            ? Mask.Name(registration.RealName)
            : "已注销的用户";
}
