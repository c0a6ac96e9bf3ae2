using FastEndpoints;
using LinYuan.Api.Features.Registrations.Offers.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LinYuan.Api.Features.Registrations.Offers;

/// <summary>The member takes an offer back.</summary>
public sealed class RemoveOffer(OwnOffers own, OfferStore offers, Db db) : Operation<EmptyRequest, NoContent>
{
    public override void Configure()
    {
        Delete("/me/offers/{id}");
        Group<People>();
        Removes(RequestErrors.NotFound);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        var offer = await own.Require(Id, Caller);
        await db.InTransaction(Caller, tx => offers.Remove(tx, offer.Id));
        return TypedResults.NoContent();
    }
}
