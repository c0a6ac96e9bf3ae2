using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.Reading;

/// <summary>The caller reads their own wishes, newest first, whatever their state.</summary>
public sealed class ListMyWishes(WishStore wishes, WishPages pages) : ReadOperation<PageQuery, Page<WishView>>
{
    public override void Configure()
    {
        Get("/me/wishes");
        Group<People>();
        Reads();
    }

    protected override Task<Page<WishView>> Read(PageQuery request, CancellationToken ct) =>
        pages.For(Caller, request, session => wishes.ListMine(session, Caller.UserId, request.AfterOr(long.MaxValue), request.Rows));
}
