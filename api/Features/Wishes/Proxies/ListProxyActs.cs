using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.Proxies;

/// <summary>Staff read who did what for a represented person, and when, newest first; it can be printed for the person.</summary>
public sealed class ListProxyActs(RepresentedPeople represented, Db db, ProxyActStore acts, ProxyActViews views)
    : ReadOperation<PageQuery, Page<ProxyActView>>
{
    protected override string Tag => ProxyModule.Tag;

    public override void Configure()
    {
        Get("/represented-people/{id}/acts");
        Group<Staff>();
        Reads(RequestErrors.NotFound);
    }

    protected override async Task<Page<ProxyActView>> Read(PageQuery request, CancellationToken ct)
    {
        var person = await represented.Require(Id, Caller);
        var before = request.AfterOr(long.MaxValue);
        return await db.Read(async session =>
        {
            var rows = await acts.List(session, person.Id, before, request.Rows);
            var shown = await views.Of(session, rows);
            return request.Cut(rows, row => [row.Id], row => shown[row.Id]);
        });
    }
}
