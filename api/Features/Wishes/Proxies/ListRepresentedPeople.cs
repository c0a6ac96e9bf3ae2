using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.Proxies;

/// <param name="CommunityId">The community that they live in; the caller's first area unless told.</param>
public sealed record ListRepresentedPeopleRequest(string? CommunityId, PageQuery Page);

/// <summary>Staff read which people without a phone live in their area, in the order in which they were registered.</summary>
public sealed class ListRepresentedPeople(Db db, RepresentedStore people, RepresentedPeople represented, AreaStore areas)
    : ReadOperation<ListRepresentedPeopleRequest, Page<RepresentedPersonView>>
{
    protected override string Tag => ProxyModule.Tag;

    public override void Configure()
    {
        Get("/represented-people");
        Group<Staff>();
        Reads(RequestErrors.NotFound);
    }

    protected override async Task<Page<RepresentedPersonView>> Read(ListRepresentedPeopleRequest request, CancellationToken ct)
    {
        var page = request.Page;
        var after = page.AfterOr(0);
        var subtree = await ProxyScope.Of(Caller, request.CommunityId, areas);
        var rows = await db.Read(session => people.List(session, subtree, after, page.Rows));
        var locked = await represented.ListLocked(rows);
        return await page.Cut(rows, row => [row.Id], async row => RepresentedPeople.View(row, await areas.NameOf(row.Place.CommunityId), locked));
    }
}
