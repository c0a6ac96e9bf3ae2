using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes;

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

/// <summary>Who fits a wish, for the staff of its area: offers beside needs.</summary>
public sealed class ListMatches(
    WishAccess access, OfferStore offers, UnitStore units, RegistrationStore registrations, GroupClaimStore claims, WishInvitationStore invitations,
    ClaimAllowance allowance, Db db, TimeProvider time)
{
    private const int Looked = 100;
    private const int Shown = 20;
    private static readonly TimeSpan Lately = TimeSpan.FromDays(30);

    public static Task<WishMatchesView> Handle(EntityId id, Caller caller, ListMatches matches) => matches.Run(id, caller);

    private async Task<WishMatchesView> Run(EntityId id, Caller caller)
    {
        var wish = (await access.ForReview(id, caller)).Wish;
        return await db.Read(async session =>
        {
            List<MatchView> views = [];
            foreach (var candidate in await Fairest(session, wish))
                views.Add(await ViewOf(session, wish, candidate));
            var paired = await units.ListPaired(session, wish.Place.CommunityId, after: 0, Shown);
            return new WishMatchesView(views, [.. paired.Select(unit => new PairedUnitView(new EntityId(unit.Id), unit.Name))]);
        });
    }

    /// <summary>Near comes before fair: a neighbour is asked before somebody from across the district, however often.</summary>
    private async Task<IReadOnlyList<Candidate>> Fairest(DbSession session, Wish wish)
    {
        var found = await offers.FindFitting(session, wish.Place, wish.Category.Word(), wish.AuthorId, Looked);
        List<long> ids = [.. found.Select(fitting => fitting.UserId)];
        var since = time.Now() - Lately;
        var (asked, taken) = (await invitations.CountSince(session, ids, since), await claims.CountSince(session, ids, since));
        var invited = await invitations.ListInvited(session, wish.Id, ids);
        var written = await offers.ListByIds(session, [.. found.Select(fitting => fitting.OfferId)]);
        return
        [
            .. found.Where(fitting => written.ContainsKey(fitting.OfferId))
                .Select(fitting => new Candidate(
                    written[fitting.OfferId], fitting.Nearness, asked.GetValueOrDefault(fitting.UserId) + taken.GetValueOrDefault(fitting.UserId),
                    invited.Contains(fitting.UserId)))
                .OrderBy(candidate => candidate.Nearness).ThenBy(candidate => candidate.Turns).Take(Shown),
        ];
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

    private sealed record Candidate(Offer Offer, Nearness Nearness, long Turns, bool IsInvited);
}
