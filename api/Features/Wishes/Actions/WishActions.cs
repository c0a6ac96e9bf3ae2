using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.Actions;

/// <summary>
/// <c>actions[]</c>: what the viewer may do next and what would change something, in words that a client matches with its buttons. Only
/// what depends on what the viewer will write (whom to send, how many, which texts) may still be refused. In the minute between the end of
/// a lease and the job that opens the wish again a claim is taken, but offered to nobody: who has room is known only after that.
/// </summary>
public static class WishActions
{
    /// <summary>The one is a way to deliver, which is offered; the other is recorded on the call and not on the wish.</summary>
    private static readonly HashSet<WishAction> NotOffered = [WishAction.DeliverWithCode, WishAction.CallBack];

    public static IReadOnlyList<string> For(WishViewerContext context)
    {
        // In lists of what somebody once took on there are wishes that they cannot see any more.
        if (!context.Wish.IsVisibleTo(context.Caller) && !WishRules.GaveTo(context.Wish, context.Relation))
            return [];
        var roles = context.Roles();
        return
        [
            .. WishLifecycle.Table.Moves.Where(move => move.From == context.Wish.Status && roles.Contains(move.Who)).Select(move => move.Action)
                .Distinct().Where(action => !NotOffered.Contains(action) && Offers(action, context)).Select(action => action.Word()),
            .. context.IsOnBehalf ? [] : Enum.GetValues<SideAction>().Where(side => Offers(side, context, roles)).Select(side => side.Word()),
        ];
    }

    private static bool Offers(WishAction action, WishViewerContext context) => action switch
    {
        WishAction.Approve or WishAction.AskChanges or WishAction.Reject => WishRules.Review(context.Wish, context.Caller) is null,
        WishAction.Merge => WishRules.Merge(context.Wish, context.Caller) is null,
        WishAction.Appeal => WishRules.Appeal(context.Wish, context.Now) is null,
        WishAction.Confirm => context.Wish.Score is null,
        WishAction.ResolveDispute => WishRules.OwnHelp(context.Relation) is null,
        WishAction.EditPublicText => context.Wish.IsListed,
        _ => OffersToHelpers(action, context),
    };

    private static bool OffersToHelpers(WishAction action, WishViewerContext context) => action switch
    {
        WishAction.Claim => !context.Wish.IsCrowd && context.Helper.HasRoom && !IsKept(context),
        WishAction.StandBy => !context.Relation.IsWaiting && WishRules.StandBy(context) is null,
        WishAction.Extend => !context.Relation.IsExtended,
        WishAction.Pledge => WishRules.Pledging(context.Wish, context.Now) is null && context.Wish.Crowd is { IsFull: false },
        WishAction.Receive => context.Relation.OthersPromised,
        WishAction.HandOver => context.Wish.Crowd is { IsReceived: true },
        WishAction.ExtendClaim => IsHeldByOthers(context) && !context.Relation.IsExtendedByStaff,
        WishAction.ReleaseClaim or WishAction.RenewHandoverCode => IsHeldByOthers(context),
        WishAction.PrintCard => IsHeldByOthers(context) && context.Relation.HasHandoverCode,
        _ => true,
    };

    private static bool Offers(SideAction side, WishViewerContext context, IReadOnlyList<WishActor> roles) => side switch
    {
        SideAction.RevealContact => roles.Contains(WishActor.Claimer) && context.Helper.IsRegistered,
        SideAction.LeaveStandBy => context.Relation.IsWaiting,
        SideAction.OfferTo => roles.Contains(WishActor.Staff) && WishRules.OfferTo(context.Wish) is null,
        SideAction.StoryConsent => WishRules.StoryConsent(context.Wish, context.Caller, context.Relation) is null,
        SideAction.PublishStory => roles.Contains(WishActor.Staff) && WishRules.PublishStory(context) is null,
        SideAction.UnpublishStory => roles.Contains(WishActor.Staff) && context.Relation.HasStory,
        SideAction.Follow => !context.Relation.Follows && WishRules.OwnWish(context.Wish, context.Caller) is null,
        SideAction.Unfollow => context.Relation.Follows,
        SideAction.Mute => !context.Relation.HasMuted,
        SideAction.Unmute => context.Relation.HasMuted,
        _ => throw new ArgumentOutOfRangeException(nameof(side), side, "No rule says to whom this is offered."),
    };

    private static bool IsHeldByOthers(WishViewerContext context) => context.Wish.LeaseEnd > context.Now && WishRules.OwnHelp(context.Relation) is null;

    /// <summary>An offer that lapsed goes to whoever waits next with the claim that finds it lapsed.</summary>
    private static bool IsKept(WishViewerContext context) =>
        context.Wish.Offer is { } offer && (offer.Until > context.Now ? offer.MemberId : context.Relation.NextInLine ?? context.Caller.UserId) != context.Caller.UserId;
}
