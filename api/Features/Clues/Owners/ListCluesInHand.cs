using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Features.Registrations.GridWorkers.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Clues.Owners;

/// <param name="Status">The one state in which they are.</param>
public sealed record ListCluesInHandRequest(ClueStatus? Status, PageQuery Page);

/// <summary>
/// The caller lists what they answer for as its owner, oldest first, by default not signed for. For part-time grid workers too, who have no
/// other list of clues, while their appointment counts.
/// </summary>
public sealed class ListCluesInHand(
    Db db, ClueListStore lists, ClueMarkStore marks, GridWorkerStore gridWorkers, ClueViews views, TimeProvider time) : ReadOperation<ListCluesInHandRequest, Page<ClueView>>
{
    public override void Configure()
    {
        Get("/me/clues-in-hand");
        Group<People>();
        Reads();
    }

    protected override async Task<Page<ClueView>> Read(ListCluesInHandRequest request, CancellationToken ct)
    {
        var wanted = request.Status ?? ClueStatus.Dispatched;
        var after = request.Page.AfterOr(0);
        var (rows, markOf) = await db.Read(async session =>
        {
            var appointedIn = Caller.IsStaff ? null : await gridWorkers.FindCommunityOf(session, Caller.UserId);
            var found = Caller.IsStaff || appointedIn is not null
                ? await lists.ListOwned(session, Caller.UserId, appointedIn, wanted, after, request.Page.Rows)
                : [];
            return (found, await marks.Of(session, found));
        });
        return await views.Page(request.Page, Caller, rows, markOf, time.Now());
    }
}
