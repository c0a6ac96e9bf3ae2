using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes;

/// <summary>
/// <c>actions[]</c>: what the viewer may do next and what would change something, in words that a client matches with its buttons. Only
/// what depends on what the viewer will write (whom to send, how many, which texts) may still be refused. In the minute between the end of
/// a lease and the job that opens the wish again a claim is taken, but offered to nobody: who has room is known only after that.
/// </summary>
public static class WishActions
{
    /// <summary>The one is a way to deliver, which is offered; the other is recorded on the call and not on the wish.</summary>
    private static readonly HashSet<WishAction> NotOffered = [WishAction.DeliverWithCode, WishAction.CallBack];

    public static IReadOnlyList<string> For(WishMeeting meeting)
    {
        // In lists of what somebody once took on there are wishes that they cannot see any more.
        if (!meeting.Wish.IsVisibleTo(meeting.Caller) && !WishRules.GaveTo(meeting.Wish, meeting.Part))
            return [];
        var roles = meeting.Roles();
        return
        [
            .. WishLifecycle.Table.Moves.Where(move => move.From == meeting.Wish.Status && roles.Contains(move.Who)).Select(move => move.Action)
                .Distinct().Where(action => !NotOffered.Contains(action) && Offers(action, meeting)).Select(action => action.Word()),
            .. meeting.IsOnBehalf ? [] : Enum.GetValues<WishAside>().Where(aside => Offers(aside, meeting, roles)).Select(aside => aside.Word()),
        ];
    }

    private static bool Offers(WishAction action, WishMeeting meeting) => action switch
    {
        WishAction.Approve or WishAction.AskChanges or WishAction.Reject => WishRules.Review(meeting.Wish, meeting.Caller) is null,
        WishAction.Merge => WishRules.Merge(meeting.Wish, meeting.Caller) is null,
        WishAction.Appeal => WishRules.Appeal(meeting.Wish, meeting.Now) is null,
        WishAction.Confirm => meeting.Wish.Score is null,
        WishAction.ResolveDispute => WishRules.OwnHelp(meeting.Part) is null,
        WishAction.EditPublicText => meeting.Wish.IsListed,
        _ => OffersToHelpers(action, meeting),
    };

    private static bool OffersToHelpers(WishAction action, WishMeeting meeting) => action switch
    {
        WishAction.Claim => !meeting.Wish.IsCrowd && meeting.Helper.HasRoom && !IsKept(meeting),
        WishAction.StandBy => !meeting.Part.IsWaiting && WishRules.StandBy(meeting) is null,
        WishAction.Extend => !meeting.Part.IsExtended,
        WishAction.Pledge => WishRules.Pledging(meeting.Wish, meeting.Now) is null && meeting.Wish.Crowd is { IsFull: false },
        WishAction.Receive => meeting.Part.OthersPromised,
        WishAction.HandOver => meeting.Wish.Crowd is { IsReceived: true },
        WishAction.ExtendClaim => IsHeldByOthers(meeting) && !meeting.Part.IsExtendedByStaff,
        WishAction.ReleaseClaim or WishAction.RenewHandoverCode => IsHeldByOthers(meeting),
        WishAction.PrintCard => IsHeldByOthers(meeting) && meeting.Part.HasHandoverCode,
        _ => true,
    };

    private static bool Offers(WishAside aside, WishMeeting meeting, IReadOnlyList<WishActor> roles) => aside switch
    {
        WishAside.RevealContact => roles.Contains(WishActor.Claimer) && meeting.Helper.IsRegistered,
        WishAside.LeaveStandBy => meeting.Part.IsWaiting,
        WishAside.OfferTo => roles.Contains(WishActor.Staff) && WishRules.OfferTo(meeting.Wish) is null,
        WishAside.StoryConsent => WishRules.StoryConsent(meeting.Wish, meeting.Caller, meeting.Part) is null,
        WishAside.PublishStory => roles.Contains(WishActor.Staff) && WishRules.PublishStory(meeting) is null,
        WishAside.UnpublishStory => roles.Contains(WishActor.Staff) && meeting.Part.HasStory,
        WishAside.Follow => !meeting.Part.Follows && WishRules.OwnWish(meeting.Wish, meeting.Caller) is null,
        WishAside.Unfollow => meeting.Part.Follows,
        WishAside.Mute => !meeting.Part.HasMuted,
        WishAside.Unmute => meeting.Part.HasMuted,
        _ => throw new ArgumentOutOfRangeException(nameof(aside), aside, "No rule says to whom this is offered."),
    };

    private static bool IsHeldByOthers(WishMeeting meeting) => meeting.Wish.LeaseEnd > meeting.Now && WishRules.OwnHelp(meeting.Part) is null;

    /// <summary>An offer that lapsed goes to whoever waits next with the claim that finds it lapsed.</summary>
    private static bool IsKept(WishMeeting meeting) =>
        meeting.Wish.Offer is { } offer && (offer.Until > meeting.Now ? offer.MemberId : meeting.Part.NextInLine ?? meeting.Caller.UserId) != meeting.Caller.UserId;
}
