using FastEndpoints;
using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Registrations.Offers.Core;
using LinYuan.Api.Features.Wishes.Claims;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.UnitClaims.Matches;

/// <param name="Name">Masked.</param>
/// <param name="Why">Why this member fits, as a sentence fit to show.</param>
/// <param name="Turns">How often in the last 30 days the member was asked or took a wish on.</param>
/// <param name="IsAtLimit">The member has as many wishes in hand as is allowed.</param>
/// <param name="IsInvited">Staff asked this member about this wish before.</param>
public sealed record MatchView(
    EntityId MemberId, string Name, IReadOnlyList<string> Skills, string? Description, IReadOnlyList<OfferTime> Availability, AreaLevel Reach,
    Nearness Nearness, string Why, long Turns, bool IsAtLimit, bool IsInvited);

public sealed record PairedUnitView(EntityId Id, string Name);

/// <param name="Members">At most 20: the nearest first, among them whoever's turn came least lately.</param>
/// <param name="Units">Units that are paired with the wish's community.</param>
public sealed record WishMatchesView(IReadOnlyList<MatchView> Members, IReadOnlyList<PairedUnitView> Units);

/// <summary>Staff of the area see who fits a wish: offers beside needs.</summary>
public sealed class ListMatches(
    WishAccess access, FairestMembers fairest, UnitStore units, RegistrationStore registrations, ClaimAllowance allowance, Db db, TimeProvider time)
    : ReadOperation<EmptyRequest, WishMatchesView>
{
    private const int Shown = 20;

    public override void Configure()
    {
        Get("/wishes/{id}/matches");
        Group<Staff>();
        Reads(RequestErrors.NotFound, WishErrors.OwnCase);
    }

    protected override async Task<WishMatchesView> Read(EmptyRequest request, CancellationToken ct)
    {
        var wish = (await access.ForReview(Id, Caller)).Wish;
        return await db.Read(async session =>
        {
            List<MatchView> views = [];
            foreach (var candidate in await fairest.List(session, wish, Shown))
                views.Add(await ViewOf(session, wish, candidate));
            var paired = await units.ListPaired(session, wish.Place.CommunityId, after: 0, Shown);
            return new WishMatchesView(views, [.. paired.Select(unit => new PairedUnitView(new EntityId(unit.Id), unit.Name))]);
        });
    }

    private async Task<MatchView> ViewOf(DbSession session, Wish wish, Candidate candidate)
    {
        var offer = candidate.Offer;
        var registration = await registrations.FindActive(session, offer.UserId, RegistrationKinds.Helpers);
        return new MatchView(
            new EntityId(offer.UserId), Mask.Name(registration?.RealName ?? ""), offer.Words.Skills, offer.Words.Description, offer.Availability,
            offer.Reach, candidate.Nearness, Why(wish.Category, offer, candidate.Nearness), candidate.Turns,
            !(await allowance.Of(session, offer.UserId, time.Now())).HasRoom, candidate.IsInvited);
    }

    private static string Why(WishCategory category, Offer offer, Nearness nearness)
    {
        var near = nearness switch { Nearness.Community => "同一社区", Nearness.Street => "同一街道", _ => "同一区县" };
        var skills = offer.Words.Skills.Where(skill => SkillFit.Fits(skill, category)).ToList();
        return skills.Count > 0 ? $"会{string.Join('、', skills)}，{near}" : $"愿意办这一类心愿，{near}";
    }
}
