using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Clues.Calls;

/// <param name="AreaId">Narrows the list to this area's subtree.</param>
public sealed record ListClueCallBacksRequest(string? AreaId, PageQuery Page);

/// <summary>Staff list the clues of their area whose reporters may be rung now, oldest first; never their own reports or work.</summary>
public sealed class ListClueCallBacks(
    Db db, ClueListStore lists, ClueViews views, AreaStore areas, TimeProvider time) : ReadOperation<ListClueCallBacksRequest, Page<ClueView>>
{
    public override void Configure()
    {
        Get("/clue-call-backs");
        Group<Staff>();
        Reads(NotFound);
    }

    protected override async Task<Page<ClueView>> Read(ListClueCallBacksRequest request, CancellationToken ct)
    {
        var (after, now) = (request.Page.AfterOr(0), time.Now());
        var subtree = await StaffScope.Of(Caller, request.AreaId, areas);
        var rows = await db.Read(session => lists.ListToCall(session, subtree, Caller.UserId, now, after, request.Page.Rows));
        // Only a closed clue can have a mark.
        return await views.Page(request.Page, Caller, rows, new Dictionary<long, ClueMark>(), now);
    }
}
