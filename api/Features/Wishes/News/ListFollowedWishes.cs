using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.News;

/// <summary>The caller reads the wishes that they follow, newest first, as everyone sees them.</summary>
public sealed class ListFollowedWishes(Db db, WishStore wishes, WishFollowStore followers, AreaStore areas) : ReadOperation<PageQuery, Page<PublicWishView>>
{
    public override void Configure()
    {
        Get("/me/followed-wishes");
        Group<People>();
        Reads();
    }

    protected override async Task<Page<PublicWishView>> Read(PageQuery request, CancellationToken ct)
    {
        var before = request.AfterOr(long.MaxValue);
        var (ids, about) = await db.Read(async session =>
        {
            var followed = await followers.ListFollowed(session, Caller.UserId, before, request.Rows);
            return (followed, await wishes.ListByIds(session, followed));
        });
        return await request.Cut(ids, id => [id], async id => WishViews.Public(about[id], await areas.NameOf(about[id].Place.CommunityId)));
    }
}
