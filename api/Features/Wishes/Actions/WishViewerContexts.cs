using LinYuan.Api.Features.Wishes.Afterwards;
using LinYuan.Api.Features.Wishes.Claims.Claiming;
using LinYuan.Api.Features.Wishes.Proxies.Cards;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Sessions;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes.Actions;

/// <summary>
/// Reads what a caller has to do with wishes, for one wish or a page of them with the same few statements: lists say what may be done as
/// truly as details.
/// </summary>
public sealed class WishViewerContexts(
    ViewerRelationStore relations, WishStore wishes, HelperStates helpers, StoryStore stories, ConsentCodes codes, IOptions<WishOptions> options)
{
    private WishLimits Limits => new(options.Value.StandBysPerMember, options.Value.StandBysPerWish);

    public async Task<WishViewerContext> Of(DbSession session, Caller caller, Wish wish, DateTimeOffset now) => (await Of(session, caller, [wish], now))[0];

    /// <summary>In the order of the wishes.</summary>
    public async Task<IReadOnlyList<WishViewerContext>> Of(DbSession session, Caller caller, IReadOnlyList<Wish> about, DateTimeOffset now)
    {
        var found = await RelationsOf(session, caller, about, now);
        var helper = await helpers.Of(session, caller, about, now);
        var told = about.Where(wish => wish.Status == WishStatus.Fulfilled && wish.IsReviewedBy(caller)).Select(wish => wish.Id).ToList();
        var consents = (await stories.ListConsents(session, told)).ToLookup(consent => consent.WishId);
        return [.. about.Select(wish => new WishViewerContext(wish, caller, found[wish.Id], helper, [.. consents[wish.Id]], Limits, now))];
    }

    /// <summary>
    /// The claimer before the wish that they have just claimed for themselves: what the claim was judged by, with what the claim itself
    /// changed, so that nothing is read again.
    /// </summary>
    public WishViewerContext AfterClaim(Caller caller, Wish claimed, ClaimStanding before, DateTimeOffset now)
    {
        var place = before.Relation.IsWaiting ? 1 : 0;
        var relation = before.Relation with
        {
            HasHelped = true, IsInClaim = true, IsExtended = false, IsExtendedByStaff = false, HasHandoverCode = true, IsWaiting = false,
            Waiting = before.Relation.Waiting - place,
        };
        return new WishViewerContext(claimed, caller, relation, new HelperState(IsRegistered: true, HasRoom: false, before.Waits - place), [], Limits, now);
    }

    public async Task<IReadOnlyDictionary<long, WishViewerContext>> ByIds(DbSession session, Caller caller, IReadOnlyList<long> ids, DateTimeOffset now) =>
        (await Of(session, caller, [.. (await wishes.ListByIds(session, ids)).Values], now)).ToDictionary(context => context.Wish.Id);

    /// <summary>Whether a card is locked matters to whoever filed the wish with it, and is asked for nobody else.</summary>
    private async Task<IReadOnlyDictionary<long, ViewerRelation>> RelationsOf(DbSession session, Caller caller, IReadOnlyList<Wish> about, DateTimeOffset now)
    {
        var found = await relations.Of(session, [.. about.Select(wish => wish.Id)], caller.UserId);
        var filed = about.Where(wish => wish.RepresentedId is not null && wish.AuthorId == caller.UserId).ToList();
        if (filed.Count == 0)
            return found;
        var cards = filed.Select(wish => found[wish.Id].CardNumber).OfType<string>().Distinct().ToList();
        var locked = await codes.ListLockedTo(session, cards, caller.UserId, now);
        return found.ToDictionary(pair => pair.Key, pair => pair.Value with { IsCardLocked = pair.Value.CardNumber is { } card && locked.Contains(card) });
    }
}
