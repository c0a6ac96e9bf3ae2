using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes;

/// <param name="Title">The reviewed title; whom to call is opened apart.</param>
/// <param name="DueAt">From when the call may be made.</param>
/// <param name="LapsesAt">Until when.</param>
/// <param name="Tries">Calls that were made so far.</param>
public sealed record CallBackView(
    EntityId Id, EntityId WishId, string CommunityName, string Title, CallBackStatus Status, DateTimeOffset DueAt, DateTimeOffset LapsesAt,
    int Tries, int? Score, string? Note, DateTimeOffset? RecordedAt);

/// <summary>The calls that staff of an area have to make, oldest first, or those that are over; never about the reader's own help or wish.</summary>
public static class ListCallBacks
{
    public static async Task<Page<CallBackView>> Handle(
        string? status, string? areaId, PageQuery page, Caller caller, Db db, CallBackStore store, WishStore wishes, AreaStore areas, TimeProvider time)
    {
        var wanted = JsonConventions.ParseWord<CallBackStatus>(status, "status") ?? CallBackStatus.Due;
        var after = page.AfterOr(0);
        var subtree = await StaffScope.Of(caller, areaId, areas);
        var (rows, about) = await db.Read(async session =>
        {
            var calls = await store.List(session, subtree, wanted, caller.UserId, time.Now(), after, page.Rows);
            return (calls, await wishes.ListByIds(session, [.. calls.Select(call => call.WishId)]));
        });
        return await page.Cut(rows, row => [row.Id], async row =>
            CallBackViews.Of(row, about.GetValueOrDefault(row.WishId), await areas.NameOf(row.Place.CommunityId)));
    }
}

internal static class CallBackViews
{
    public static CallBackView Of(CallBack call, Wish? wish, string communityName) => new(
        new EntityId(call.Id), new EntityId(call.WishId), communityName, wish?.PublicTitle ?? "", call.Status, call.DueAt, call.LapsesAt, call.Tries,
        call.Score, call.Note, call.RecordedAt);
}
