using LinYuan.Api.Features.Registrations.Offers.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Registrations.Offers;

/// <summary>The caller looks through what they offer.</summary>
public sealed class ListMyOffers(OfferStore offers, Db db) : ReadOperation<PageQuery, Page<OfferView>>
{
    public override void Configure()
    {
        Get("/me/offers");
        Group<People>();
        Reads();
    }

    protected override async Task<Page<OfferView>> Read(PageQuery request, CancellationToken ct)
    {
        var before = request.AfterOr(long.MaxValue);
        var rows = await db.Read(session => offers.ListMine(session, Caller.UserId, before, request.Rows));
        return request.Cut(rows, row => [row.Id], OfferView.Of);
    }
}
