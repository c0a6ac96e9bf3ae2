using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes;

/// <summary>
/// The public wall of wishes, newest first: reviewed text only. With <c>cold=true</c>, alone or with an area, those that nobody takes
/// on although they wait for long, oldest first.
/// </summary>
public static class ListWishes
{
    public static async Task<Page<PublicWishView>> Handle(
        string? areaId, string? status, string? category, string? cold, PageQuery page, Db db, PublicWishStore wishes, CrowdStore crowd,
        GroupClaimStore groups, WaitLists waiting, AreaStore areas)
    {
        if (WaitLists.Asked(status + category, (WishMark.Cold, cold)) is { } mark)
            return await ListMarked(areaId, mark, page, db, waiting, areas);
        var wantedStatus = JsonConventions.ParseWord<WishStatus>(status, "status");
        var wantedCategory = JsonConventions.ParseWord<WishCategory>(category, "category");
        var before = page.AfterOr(long.MaxValue);
        var subtree = await areas.SubtreeOf(areaId);
        var (rows, crowds, claimedFor) = await db.Read(async session =>
        {
            var listed = await wishes.List(session, subtree, wantedStatus, wantedCategory, before, page.Rows);
            return (
                listed,
                await crowd.PartsOf(session, [.. listed.Where(row => row.IsCrowd).Select(row => row.Id)]),
                await groups.NamesOf(session, [.. listed.Select(row => row.ClaimId).OfType<long>()]));
        });
        return await page.Cut(rows, row => [row.Id], async row =>
            WishViews.Public(row, crowds.GetValueOrDefault(row.Id), await areas.NameOf(row.CommunityId)) with
            {
                ClaimedFor = ClaimedForView.Of(claimedFor.GetValueOrDefault(row.ClaimId ?? 0)),
            });
    }

    private static async Task<Page<PublicWishView>> ListMarked(string? areaId, WishMark mark, PageQuery page, Db db, WaitLists waiting, AreaStore areas)
    {
        var subtree = await areas.SubtreeOf(areaId);
        var rows = await db.Read(session => waiting.List(session, subtree, mark, page));
        return await page.Cut(rows, row => [row.Id], async row => WishViews.Public(row, await areas.NameOf(row.Place.CommunityId)));
    }
}

/// <summary>The caller's own wishes, newest first, whatever their state.</summary>
public static class ListMyWishes
{
    public static Task<Page<WishView>> Handle(PageQuery page, Caller caller, WishStore wishes, WishPages pages) =>
        pages.For(caller, page, session => wishes.ListMine(session, caller.UserId, page.AfterOr(long.MaxValue), page.Rows));
}

/// <summary>
/// The review queue of the caller's area, by first posting: a wish that was sent back and handed in again keeps its place. Instead of
/// a status, <c>escalated=true</c>, <c>cold=true</c> or <c>undecided=true</c> asks for those that wait too long.
/// </summary>
public static class ListWishesToReview
{
    public static async Task<Page<WishView>> Handle(
        string? status, string? areaId, string? escalated, string? cold, string? undecided, string? codeDoubted, PageQuery page, Caller caller,
        WishStore wishes, WaitLists waiting, AreaStore areas, WishPages pages)
    {
        var mark = WaitLists.Asked(
            status, (WishMark.Escalated, escalated), (WishMark.Cold, cold), (WishMark.Undecided, undecided), (WishMark.CodeDoubted, codeDoubted));
        var wanted = JsonConventions.ParseWord<WishStatus>(status, "status") ?? WishStatus.PendingReview;
        var after = page.AfterOr(0);
        var subtree = await StaffScope.Of(caller, areaId, areas);
        return await pages.For(caller, page, session => mark is { } waits
            ? waiting.List(session, subtree, waits, page)
            : wishes.ListQueue(session, subtree, wanted, after, page.Rows));
    }
}

/// <summary>A page of wishes as one viewer sees them.</summary>
public sealed class WishPages(Db db, WishMeetings meetings, AreaStore areas, TimeProvider time)
{
    public async Task<Page<WishView>> For(Caller caller, PageQuery page, Func<DbSession, Task<IReadOnlyList<Wish>>> read)
    {
        var rows = await db.Read(async session => await meetings.Of(session, caller, await read(session), time.Now()));
        return await page.Cut(rows, row => [row.Wish.Id], async row => WishViews.For(row, await areas.NameOf(row.Wish.Place.CommunityId)));
    }
}
