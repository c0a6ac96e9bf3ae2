using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes;

public sealed record MyClaimView(EntityId Id, DateTimeOffset ClaimedAt, DateTimeOffset? EndedAt, ClaimOutcome? Outcome, WishView Wish);

/// <summary>What the caller took on, newest first; the contact is not in the list.</summary>
public static class ListMyClaims
{
    public static async Task<Page<MyClaimView>> Handle(
        PageQuery page, Caller caller, Db db, WishMeetings meetings, WishClaimStore claims, AreaStore areas, TimeProvider time)
    {
        var before = page.AfterOr(long.MaxValue);
        var (rows, about) = await db.Read(async session =>
        {
            var mine = await claims.ListOf(session, caller.UserId, before, page.Rows);
            return (mine, await meetings.ByIds(session, caller, [.. mine.Select(row => row.WishId)], time.Now()));
        });
        return await page.Cut(rows, row => [row.Id], async row =>
        {
            var meeting = about[row.WishId];
            var view = WishViews.For(meeting, await areas.NameOf(meeting.Wish.Place.CommunityId));
            return new MyClaimView(new EntityId(row.Id), row.ClaimedAt, row.EndedAt, row.Outcome, view);
        });
    }
}
