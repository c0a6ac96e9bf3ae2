using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Registrations.Offers.Core;

/// <summary>When somebody has time: working days, evenings, weekends.</summary>
public enum OfferTime
{
    Weekdays,
    Evenings,
    Weekends,
}

/// <summary>What a member wrote, as it is kept encrypted.</summary>
public sealed record OfferWords(IReadOnlyList<string> Skills, string? Description);

/// <summary>What a member offers, as far as the member says it.</summary>
public sealed record OfferTerms(
    WishCategory? Category, IReadOnlyList<string> Skills, string? Description, IReadOnlyList<OfferTime> Availability, AreaLevel Reach)
{
    /// <summary>The words to be stored; refused when nothing says what the member could do.</summary>
    public OfferWords RequireWords() => Category is null && Skills.Count == 0
        ? throw Refusal.Invalid("category", "请选择一类心愿，或填写一项技能")
        : new OfferWords(Skills, string.IsNullOrEmpty(Description) ? null : Description);
}

/// <param name="Reach">How far the member would go, as a level of the area tree; a grid is judged as its community, where wishes lie.</param>
public sealed record NewOffer(
    long UserId, Placement Place, WishCategory? Category, OfferWords Words, IReadOnlyList<OfferTime> Availability, AreaLevel Reach)
{
    public IReadOnlyList<string> Categories => [.. SkillFit.Of(Category, Words.Skills).Select(category => category.Word())];
}

public sealed record Offer(
    long Id, long UserId, Placement Place, WishCategory? Category, OfferWords Words, IReadOnlyList<OfferTime> Availability, AreaLevel Reach,
    DateTimeOffset CreatedAt);

/// <summary>How near a member lives to a wish: in the same community, street or district.</summary>
public enum Nearness
{
    Community,
    Street,
    District,
}

/// <summary>An offer that fits a wish, of a member whose registration is active.</summary>
public sealed record FittingOffer(long OfferId, long UserId, Nearness Nearness);

/// <param name="Categories">What the offer is found by: the category chosen, and those that the skills fit.</param>
public sealed record OfferView(
    EntityId Id, EntityId CommunityId, WishCategory? Category, IReadOnlyList<WishCategory> Categories, IReadOnlyList<string> Skills,
    string? Description, IReadOnlyList<OfferTime> Availability, AreaLevel Reach, DateTimeOffset CreatedAt)
{
    public static OfferView Of(Offer offer) => new(
        new EntityId(offer.Id), new EntityId(offer.Place.CommunityId), offer.Category, SkillFit.Of(offer.Category, offer.Words.Skills),
        offer.Words.Skills, offer.Words.Description, offer.Availability, offer.Reach, offer.CreatedAt);
}
