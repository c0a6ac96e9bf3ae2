using LinYuan.Api.Features.Registrations;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Sessions;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes;

/// <summary>
/// Reads what a caller has to do with wishes, for one wish or a page of them with the same few statements: lists say what may be done as
/// truly as details.
/// </summary>
public sealed class WishMeetings(
    WishPartStore parts, WishStore wishes, StandByStore standBys, StoryStore stories, RegistrationStore registrations, UnitStore units, TeamStore teams,
    ClaimAllowance allowance, ConsentCodes codes, IOptions<WishOptions> options)
{
    private WishLimits Limits => new(options.Value.StandBysPerMember, options.Value.StandBysPerWish);

    public async Task<WishMeeting> Of(DbSession session, Caller caller, Wish wish, DateTimeOffset now) => (await Of(session, caller, [wish], now))[0];

    /// <summary>In the order of the wishes.</summary>
    public async Task<IReadOnlyList<WishMeeting>> Of(DbSession session, Caller caller, IReadOnlyList<Wish> about, DateTimeOffset now)
    {
        var found = await PartsOf(session, caller, about, now);
        var helper = await HelperOf(session, caller, about, now);
        var told = about.Where(wish => wish.Status == WishStatus.Fulfilled && wish.IsReviewedBy(caller)).Select(wish => wish.Id).ToList();
        var consents = (await stories.ListConsents(session, told)).ToLookup(consent => consent.WishId);
        return [.. about.Select(wish => new WishMeeting(wish, caller, found[wish.Id], helper, [.. consents[wish.Id]], Limits, now))];
    }

    /// <summary>
    /// The claimer before the wish that they have just claimed for themselves: what the claim was judged by, with what the claim itself
    /// changed, so that nothing is read again.
    /// </summary>
    public WishMeeting AfterClaim(Caller caller, Wish claimed, ClaimStanding before, DateTimeOffset now)
    {
        var place = before.Part.IsWaiting ? 1 : 0;
        var part = before.Part with
        {
            HasHelped = true, IsInClaim = true, IsExtended = false, IsExtendedByStaff = false, HasHandoverCode = true, IsWaiting = false,
            Waiting = before.Part.Waiting - place,
        };
        return new WishMeeting(claimed, caller, part, new HelperState(IsRegistered: true, HasRoom: false, before.Waits - place), [], Limits, now);
    }

    public async Task<IReadOnlyDictionary<long, WishMeeting>> ByIds(DbSession session, Caller caller, IReadOnlyList<long> ids, DateTimeOffset now) =>
        (await Of(session, caller, [.. (await wishes.ListByIds(session, ids)).Values], now)).ToDictionary(meeting => meeting.Wish.Id);

    public async Task<bool> IsHelper(DbSession session, long userId) =>
        await registrations.FindActive(session, userId, RegistrationKinds.Helpers) is not null;

    /// <summary>Whether a card is locked matters to whoever filed the wish with it, and is asked for nobody else.</summary>
    private async Task<IReadOnlyDictionary<long, WishPart>> PartsOf(DbSession session, Caller caller, IReadOnlyList<Wish> about, DateTimeOffset now)
    {
        var found = await parts.Of(session, [.. about.Select(wish => wish.Id)], caller.UserId);
        var filed = about.Where(wish => wish.RepresentedId is not null && wish.AuthorId == caller.UserId).ToList();
        if (filed.Count == 0)
            return found;
        var cards = filed.Select(wish => found[wish.Id].CardNumber).OfType<string>().Distinct().ToList();
        var locked = await codes.ListLockedTo(session, cards, caller.UserId, now);
        return found.ToDictionary(pair => pair.Key, pair => pair.Value with { IsCardLocked = pair.Value.CardNumber is { } card && locked.Contains(card) });
    }

    /// <summary>Nothing of it is asked for one's own wishes, and the room only where something can be claimed.</summary>
    private async Task<HelperState> HelperOf(DbSession session, Caller caller, IReadOnlyList<Wish> about, DateTimeOffset now)
    {
        var others = about.Where(wish => wish.AuthorId != caller.UserId).ToList();
        if (others.Count == 0 || !await IsHelper(session, caller.UserId))
            return HelperState.None;
        var hasRoom = others.Exists(wish => wish is { Status: WishStatus.Open, IsCrowd: false }) && await HasRoom(session, caller.UserId, now);
        return new HelperState(IsRegistered: true, hasRoom, await standBys.CountOfMember(session, caller.UserId));
    }

    /// <summary>Who speaks for a unit or leads a team may send another when they have no room themselves.</summary>
    private async Task<bool> HasRoom(DbSession session, long userId, DateTimeOffset now) =>
        (await allowance.Of(session, userId, now)).HasRoom
        || (await units.ListOfSecretary(session, userId)).Count > 0
        || (await teams.ListLedBy(session, userId)).Count > 0;
}
