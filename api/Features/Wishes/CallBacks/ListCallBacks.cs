using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.CallBacks;

/// <param name="Status">What has become of them; those that are due unless told.</param>
/// <param name="AreaId">The area that they lie in, of any level that the caller works for; the caller's first area unless told.</param>
public sealed record ListCallBacksRequest(CallBackStatus? Status, string? AreaId, PageQuery Page);

/// <summary>
/// Staff of an area read which calls they have to make, oldest first, or which are over; never those about their own help or wish.
/// </summary>
public sealed class ListCallBacks(Db db, CallBackStore store, WishStore wishes, AreaStore areas, TimeProvider time)
    : ReadOperation<ListCallBacksRequest, Page<CallBackView>>
{
    public override void Configure()
    {
        Get("/call-backs");
        Group<Staff>();
        Reads(RequestErrors.NotFound);
    }

    protected override async Task<Page<CallBackView>> Read(ListCallBacksRequest request, CancellationToken ct)
    {
        var page = request.Page;
        var after = page.AfterOr(0);
        var subtree = await StaffScope.Of(Caller, request.AreaId, areas);
        var (rows, about) = await db.Read(async session =>
        {
            var calls = await store.List(session, subtree, request.Status ?? CallBackStatus.Due, Caller.UserId, time.Now(), after, page.Rows);
            return (calls, await wishes.ListByIds(session, [.. calls.Select(call => call.WishId)]));
        });
        return await page.Cut(rows, row => [row.Id], async row =>
            CallBackViews.Of(row, about.GetValueOrDefault(row.WishId), await areas.NameOf(row.Place.CommunityId)));
    }
}
