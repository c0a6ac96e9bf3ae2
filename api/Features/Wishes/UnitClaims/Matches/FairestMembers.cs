using LinYuan.Api.Features.Registrations.Offers.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.UnitClaims.Matches;

/// <summary>A member whose offer fits a wish.</summary>
/// <param name="Turns">How often in the last 30 days the member was asked or took a wish on.</param>
public sealed record Candidate(Offer Offer, Nearness Nearness, long Turns, bool IsInvited);

/// <summary>Finds the members whose offers fit a wish, so that it is not always the same ones who are asked.</summary>
public sealed class FairestMembers(OfferStore offers, GroupClaimStore claims, WishInvitationStore invitations, TimeProvider time)
{
    private const int Looked = 100;
    private static readonly TimeSpan Lately = TimeSpan.FromDays(30);

    /// <summary>Near comes before fair: a neighbour is asked before somebody from across the district, however often.</summary>
    public async Task<IReadOnlyList<Candidate>> List(DbSession session, Wish wish, int most)
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
                .OrderBy(candidate => candidate.Nearness).ThenBy(candidate => candidate.Turns).Take(most),
        ];
    }
}
