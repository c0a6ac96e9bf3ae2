using System.ComponentModel.DataAnnotations;
using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Registrations.Offers.Core;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy.Details;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Validation;
using static LinYuan.Api.Shared.Http.WeChatRefusals;

namespace LinYuan.Api.Features.Registrations.Offers;

/// <param name="Category">What kind of wish one would take on; may be left out when skills say it.</param>
/// <param name="Reach">How far one would go from one's own community; left out, no further than it.</param>
[ValidatableType]
public sealed record MakeOfferRequest(
    WishCategory? Category,
    [property: ShortList(10, 20), ForOthers] IReadOnlyList<string>? Skills,
    [property: Text(1, 200, Optional = true), ForOthers] string? Description,
    [property: MaxLength(3, ErrorMessage = "最多 3 项")] IReadOnlyList<OfferTime>? Availability,
    AreaLevel? Reach)
{
    internal OfferTerms Terms => new(Category, Skills ?? [], Description, Availability ?? [], Reach ?? AreaLevel.Community);
}

/// <summary>A member says what they can do (我能帮); staff see it beside a wish that it fits, and nobody else does.</summary>
public sealed class MakeOffer(OwnOffers own, OfferStore offers, IOptions<OfferOptions> options, TimeProvider time)
    : Operation<MakeOfferRequest, OfferView>
{
    public override void Configure()
    {
        Post("/me/offers");
        Group<People>();
        Creates(RegistrationErrors.Required, OfferErrors.Limit, RiskyContent);
    }

    protected override Task<IResult> Handle(MakeOfferRequest request, CancellationToken ct)
    {
        var terms = request.Terms;
        var words = terms.RequireWords();
        return Call.After(
            () => own.RequireNotRisky(words, Caller),
            () => Call.Create(
                async tx =>
                {
                    if (await offers.CountOf(tx, Caller.UserId) >= options.Value.MostPerMember)
                        throw new Refusal(OfferErrors.Limit);
                    var id = await offers.Add(tx, await own.Prepare(tx, terms, words, Caller), time.Now());
                    return OfferView.Of((await offers.Find(tx, id))!);
                },
                _ => "/api/v1/me/offers"));
    }
}
