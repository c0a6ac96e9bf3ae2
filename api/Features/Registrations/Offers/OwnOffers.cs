using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Registrations.Offers.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Features.Registrations.Offers;

/// <summary>What holds whenever a member writes an offer or changes one: whose it is, what it must say, and where it stands.</summary>
public sealed class OwnOffers(OfferStore offers, RegistrationStore registrations, TextChecks texts, Db db)
{
    /// <summary>An offer of the caller's; any other is not there.</summary>
    public async Task<Offer> Require(EntityId id, Caller caller) =>
        await db.Read(session => offers.Find(session, id.Value)) is { } offer && offer.UserId == caller.UserId
            ? offer
            : throw new Refusal(RequestErrors.NotFound);

    /// <summary>Staff read it without a review in between, but they are few and know what it is: only what is surely risky is refused.</summary>
    public Task RequireNotRisky(OfferWords words, Caller caller) =>
        texts.RequireNotRisky(caller.UserId, TextScene.Profile, $"{string.Join('，', words.Skills)}\n{words.Description}".Trim());

    /// <summary>The offer as it is to be stored; it stands where the member is registered now.</summary>
    public async Task<NewOffer> Prepare(Tx tx, OfferTerms terms, OfferWords words, Caller caller) =>
        await registrations.FindActive(tx, caller.UserId, RegistrationKinds.Helpers) is { } registration
            ? new NewOffer(
                caller.UserId, registration.Place, terms.Category, words, [.. terms.Availability.Distinct().Order()], terms.Reach)
            : throw new Refusal(RegistrationErrors.Required);
}
