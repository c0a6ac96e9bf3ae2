using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Wishes.Crowd;
using LinYuan.Api.Features.Wishes.Duplicates;
using LinYuan.Api.Features.Wishes.Proxies;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes.Posting;

/// <summary>A wish as it is going to be kept, and what its author is told beside it.</summary>
public sealed record PreparedWish(
    NewWish Wish, IReadOnlyList<NewWishItem> Items, string CommunityName, Consent? Consent, IReadOnlyList<SimilarWishView> Similar);

/// <summary>
/// Finds out everything about a wish that must be known before the transaction: where it lies, for whom it is, and what WeChat says of
/// its text.
/// </summary>
public sealed class WishPreparation(
    AreaStore areas, TextChecks texts, ProxyConsents proxies, SimilarWishes similar, IOptions<WishOptions> options, TimeProvider time)
{
    /// <param name="draft">The wish that is handed in again; null when it is new.</param>
    public async Task<PreparedWish> Prepare(PostWishRequest posted, Caller caller, Wish? draft = null)
    {
        RequireContact(posted);
        var items = CrowdItems.Read(posted.Items);
        var wantedBy = WantedBy.Read(posted.DeliverBy, options.Value, time.Now());
        var place = await areas.PlaceIn(posted.CommunityId!.Value, "communityId");
        var consent = await proxies.Ask(posted.OnBehalf, caller, draft);
        if (consent is not null && consent.Person.Place.CommunityId != place.CommunityId)
            throw new Refusal(ProxyErrors.OtherCommunity);
        var contact = posted.Contact ?? consent?.Person.Contact ?? throw new Refusal(ProxyErrors.ConsentWrong);
        var check = await texts.Require(caller.UserId, TextScene.Forum, TextOf(posted.Story, items), posted.Title);
        var wish = new NewWish(
            draft?.AuthorId ?? caller.UserId, place, posted.Category!.Value, new WishText(posted.Title, posted.Story),
            contact with { Phone = string.IsNullOrEmpty(contact.Phone) ? null : contact.Phone }, wantedBy, check)
        {
            EstimatedYuan = posted.EstimatedYuan,
            RepresentedId = consent?.Person.Id,
            FiledRelation = consent?.Relation,
        };
        return new PreparedWish(
            wish, items, await areas.NameOf(place.CommunityId), consent, await similar.ForAuthor(caller, place, wish.Text, except: draft?.Id));
    }

    private static void RequireContact(PostWishRequest posted)
    {
        if (posted.OnBehalf is not null)
            return;
        if (posted.Contact is null)
            throw Refusal.Invalid("contact", "请填写");
        if (string.IsNullOrEmpty(posted.Contact.Phone))
            throw Refusal.Invalid("contact.phone", "请填写");
    }

    private static string TextOf(string story, IReadOnlyList<NewWishItem> items) =>
        items.Count == 0 ? story : $"{story}\n{string.Join('，', items.Select(item => item.Name + item.Unit))}";
}
