using System.ComponentModel.DataAnnotations;
using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Registrations.Offers.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy.Details;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Validation;
using static LinYuan.Api.Shared.Http.WeChatRefusals;

namespace LinYuan.Api.Features.Registrations.Offers;

/// <summary>A field that is left out stays as it is; an empty list or an empty text takes it away.</summary>
[ValidatableType]
public sealed record ChangeOfferRequest(
    WishCategory? Category,
    [property: ShortList(10, 20), ForOthers] IReadOnlyList<string>? Skills,
    [property: Text(1, 200, Optional = true), ForOthers] string? Description,
    [property: MaxLength(3, ErrorMessage = "最多 3 项")] IReadOnlyList<OfferTime>? Availability,
    AreaLevel? Reach)
{
    public OfferTerms Over(Offer offer) => new(
        Category ?? offer.Category, Skills ?? offer.Words.Skills, Description ?? offer.Words.Description, Availability ?? offer.Availability,
        Reach ?? offer.Reach);
}

/// <summary>The member changes an offer of theirs. What was not sent is kept; the offer stands again where the member is registered now.</summary>
public sealed class ChangeOffer(OwnOffers own, OfferStore offers, Db db, TimeProvider time) : Operation<ChangeOfferRequest, OfferView>
{
    public override void Configure()
    {
        Patch("/me/offers/{id}");
        Group<People>();
        Changes(RequestErrors.NotFound, RegistrationErrors.Required, RiskyContent);
    }

    protected override async Task<IResult> Handle(ChangeOfferRequest request, CancellationToken ct)
    {
        await own.RequireNotRisky(request.Over(await own.Require(Id, Caller)).RequireWords(), Caller);
        return TypedResults.Ok(await db.InTransaction(Caller, async tx =>
        {
            // Removed while WeChat was asked: its categories must not be written without it.
            var kept = await offers.Find(tx, Id.Value) ?? throw new Refusal(RequestErrors.NotFound);
            var terms = request.Over(kept);
            await offers.Change(tx, kept.Id, await own.Prepare(tx, terms, terms.RequireWords(), Caller), time.Now());
            return OfferView.Of((await offers.Find(tx, kept.Id))!);
        }));
    }
}
