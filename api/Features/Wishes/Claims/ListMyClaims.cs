using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.Claims;

public sealed record MyClaimView(EntityId Id, DateTimeOffset ClaimedAt, DateTimeOffset? EndedAt, ClaimOutcome? Outcome, WishView Wish);

/// <summary>The caller reads what they took on, newest first; the contact is not in the list.</summary>
public sealed class ListMyClaims(Db db, WishViewerContexts contexts, WishClaimStore claims, AreaStore areas, TimeProvider time)
    : ReadOperation<PageQuery, Page<MyClaimView>>
{
    public override void Configure()
    {
        Get("/me/claims");
        Group<People>();
        Reads();
    }

    protected override async Task<Page<MyClaimView>> Read(PageQuery request, CancellationToken ct)
    {
        var before = request.AfterOr(long.MaxValue);
        var (rows, about) = await db.Read(async session =>
        {
            var mine = await claims.ListOf(session, Caller.UserId, before, request.Rows);
            return (mine, await contexts.ByIds(session, Caller, [.. mine.Select(row => row.WishId)], time.Now()));
        });
        return await request.Cut(rows, row => [row.Id], async row =>
        {
            var context = about[row.WishId];
            var view = WishViews.For(context, await areas.NameOf(context.Wish.Place.CommunityId));
            return new MyClaimView(new EntityId(row.Id), row.ClaimedAt, row.EndedAt, row.Outcome, view);
        });
    }
}
