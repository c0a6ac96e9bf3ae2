using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.StandBy;

/// <summary>A place in a queue, with the wish as everyone sees it.</summary>
public sealed record MyStandByView(EntityId Id, DateTimeOffset JoinedAt, long Position, DateTimeOffset? OfferedUntil, PublicWishView Wish);

/// <summary>The caller reads for which wishes they wait, newest first.</summary>
public sealed class ListMyStandBys(Db db, WishStore wishes, StandByStore store, AreaStore areas, TimeProvider time)
    : ReadOperation<PageQuery, Page<MyStandByView>>
{
    public override void Configure()
    {
        Get("/me/stand-bys");
        Group<People>();
        Reads();
    }

    protected override async Task<Page<MyStandByView>> Read(PageQuery request, CancellationToken ct)
    {
        var before = request.AfterOr(long.MaxValue);
        var (rows, about) = await db.Read(async session =>
        {
            var mine = await store.ListOf(session, Caller.UserId, before, request.Rows);
            return (mine, await wishes.ListByIds(session, [.. mine.Select(row => row.WishId)]));
        });
        var now = time.Now();
        return await request.Cut(rows, row => [row.Id], async row =>
        {
            var wish = about[row.WishId];
            var place = StandByViews.Of(row, wish.Offer, Caller.UserId, now);
            return new MyStandByView(
                new EntityId(row.Id), place.JoinedAt, place.Position, place.OfferedUntil,
                WishViews.Public(wish, await areas.NameOf(wish.Place.CommunityId)));
        });
    }
}
