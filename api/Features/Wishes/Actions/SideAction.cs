namespace LinYuan.Api.Features.Wishes.Actions;

/// <summary>What people may do about a wish without moving it; the other words of <c>actions[]</c> beside <see cref="WishAction"/>.</summary>
public enum SideAction
{
    /// <summary>The claimer opens the contact once more.</summary>
    RevealContact,
    LeaveStandBy,

    /// <summary>Staff ask a member whose offer fits.</summary>
    OfferTo,

    /// <summary>One of both sides says whether the story may be told, and may say otherwise later.</summary>
    StoryConsent,
    PublishStory,
    UnpublishStory,
    Follow,
    Unfollow,
    Mute,
    Unmute,
}
