using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Wishes.Afterwards;
using LinYuan.Api.Features.Wishes.Proxies;
using LinYuan.Api.Features.Wishes.Review;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Wishes.Actions;

/// <summary>
/// What stands between a caller and a move, beside the life cycle and what the caller writes. An operation throws what a rule answers, a
/// view offers only what no rule is against: one rule for both, so that they cannot disagree. No I/O.
/// </summary>
public static class WishRules
{
    public static void Require(Refusal? refusal)
    {
        if (refusal is not null)
            throw refusal;
    }

    /// <summary>A guarded move that changed no row: the wish is no longer as the caller saw it.</summary>
    public static void RequireMoved(int rows)
    {
        if (rows == 0)
            throw new Refusal(WishErrors.WrongState);
    }

    /// <summary>Nobody decides about their own wish, nor about one in which they spoke for the resident.</summary>
    public static Refusal? OwnCase(Wish wish, Caller caller, bool hasActed) =>
        wish.RepresentedId is not null && hasActed ? new Refusal(WishErrors.OwnCase, "您替居民办过这个心愿，请由其他工作人员处理")
        : wish.AuthorId == caller.UserId ? new Refusal(WishErrors.OwnCase)
        : null;

    /// <summary>Nor about their own help.</summary>
    public static Refusal? OwnHelp(ViewerRelation relation) =>
        relation.IsInClaim ? new Refusal(WishErrors.OwnCase, "这是您自己认领的心愿，请由其他工作人员处理")
        : relation.HasPledged ? new Refusal(WishErrors.OwnCase, "您认捐了这个心愿，请由其他工作人员处理")
        : null;

    /// <summary>Whoever pledged is told how it ended, and can read it as a claimer can.</summary>
    public static bool GaveTo(Wish wish, ViewerRelation relation) => wish.IsCrowd && relation.HasHelped;

    public static Refusal? OwnWish(Wish wish, Caller caller, string? sentence = null) =>
        wish.AuthorId == caller.UserId ? new Refusal(WishErrors.OwnClaim, sentence) : null;

    /// <summary>Whether the author may speak for the resident. For their own wish always; for somebody else's with that person's card, and not about their own help.</summary>
    public static Refusal? Voice(WishViewerContext context) =>
        context.Wish.RepresentedId is null ? null
        : Card(context.Relation) ?? HelpersVoice(context.Relation)
        ?? (context.Relation.IsCardLocked ? new Refusal(ProxyErrors.ConsentLocked) : null);

    public static Refusal? Card(ViewerRelation relation) => relation.IsCardEnded ? new Refusal(ProxyErrors.Ended) : null;

    public static Refusal? HelpersVoice(ViewerRelation relation) =>
        relation.HasHelped ? new Refusal(WishErrors.OwnCase, "您为这个心愿出过力，不能再代居民表态，请由其他人代办") : null;

    /// <summary>Whoever has the wish, or had it to the end, is not told that somebody else was quicker.</summary>
    public static Refusal? AlreadyYours(Wish wish, Caller caller, DateTimeOffset now) =>
        wish.IsHeldBy(caller, now) ? new Refusal(WishErrors.AlreadyYours)
        : wish.LeaseEnd > now && wish.IsCoordinatedBy(caller) ? new Refusal(WishErrors.AlreadyYours, "您的单位或服务队已经认领了这个心愿，不用再点")
        : wish.ClaimerId == caller.UserId && AfterDelivery(wish) is { } sentence ? new Refusal(WishErrors.AlreadyYours, sentence)
        : null;

    /// <summary>Whoever delivers once more is told how the delivery stands.</summary>
    public static Refusal? AlreadyDelivered(Wish wish, Caller caller) =>
        wish.ClaimerId == caller.UserId && AfterDelivery(wish) is { } sentence ? new Refusal(WishErrors.AlreadyDone, sentence) : null;

    private static string? AfterDelivery(Wish wish) => wish.Status switch
    {
        WishStatus.Delivered => "这个心愿您已经送达了，正在等居民确认",
        WishStatus.Disputed => "这个心愿您已经送达了，居民有异议，社区正在处理",
        WishStatus.Fulfilled or WishStatus.FulfilledUnconfirmed => "这个心愿您已经办成了，谢谢您",
        _ => null,
    };

    /// <summary>A wish that was turned down and appealed is for others than those who turned it down.</summary>
    public static Refusal? Review(Wish wish, Caller caller) =>
        wish.Status == WishStatus.PendingReview && !ReviewRules.MayReview(wish, caller) ? new Refusal(WishErrors.AppealElsewhere) : null;

    public static Refusal? Appeal(Wish wish, DateTimeOffset now) =>
        wish.Status != WishStatus.Rejected ? new Refusal(WishErrors.WrongState)
        : wish.Review.AppealedAt is not null ? new Refusal(WishErrors.AppealUsed)
        : wish.Review.DueAt > now ? null
        : new Refusal(WishErrors.AppealOver);

    /// <summary>To merge an appeal away would decide it; what somebody pledged for must not vanish.</summary>
    public static Refusal? Merge(Wish wish, Caller caller) =>
        !WishLifecycle.Table.Allows(wish.Status, WishAction.Merge, WishActor.Staff) ? new Refusal(WishErrors.WrongState)
        : Review(wish, caller)
        ?? (wish.Crowd?.Items.Any(item => item.Pledged > 0) == true ? new Refusal(WishErrors.NotMergeable, "已经有人认捐，不能并入别的心愿") : null);

    /// <summary>Only an open wish, or one that takes pledges, needs somebody.</summary>
    public static Refusal? OfferTo(Wish wish) =>
        wish.Status is WishStatus.Open or WishStatus.Pledging ? null : new Refusal(WishErrors.WrongState);

    public static Refusal? Pledging(Wish wish, DateTimeOffset now) =>
        wish.Status != WishStatus.Pledging ? new Refusal(WishErrors.WrongState)
        : wish.Crowd?.PledgeBy > now ? null
        : new Refusal(WishErrors.WrongState, "认捐时间已过，请等社区决定下一步");

    /// <summary>Whoever stands in the queue already is not refused, and gains nothing by it.</summary>
    public static Refusal? StandBy(WishViewerContext context) =>
        OwnWish(context.Wish, context.Caller)
        ?? (!context.Helper.IsRegistered ? new Refusal(RegistrationErrors.Required)
            : context.Relation.IsWaiting ? null
            : !context.Wish.IsHeldByAnother(context.Caller, context.Now) ? AlreadyYours(context.Wish, context.Caller, context.Now) ?? new Refusal(WishErrors.WrongState, "只有正由别人办理的心愿才需要候补，请刷新看看")
            : context.Helper.Waits >= context.Limits.StandBysPerMember ? new Refusal(WishErrors.StandByLimit)
            : context.Relation.Waiting >= context.Limits.StandBysPerWish ? new Refusal(WishErrors.StandByFull)
            : null);

    /// <summary>On which side of the story somebody is. A proxy does not agree to it in the represented person's place.</summary>
    public static StorySide? SideOf(Wish wish, Caller caller, ViewerRelation relation) =>
        wish.AuthorId == caller.UserId && wish.RepresentedId is null ? StorySide.Author
        : wish.ClaimerId == caller.UserId || relation.HasBrought ? StorySide.Giver
        : null;

    public static Refusal? StoryConsent(Wish wish, Caller caller, ViewerRelation relation) =>
        SideOf(wish, caller, relation) is null ? new Refusal(RequestErrors.AccessDenied)
        : wish.Status != WishStatus.Fulfilled ? new Refusal(WishErrors.WrongState, "心愿确认完成以后，才能发布故事")
        : null;

    public static Refusal? PublishStory(WishViewerContext context) =>
        OwnHelp(context.Relation)
        ?? (context.Wish.Status != WishStatus.Fulfilled || context.Relation.HasStory ? new Refusal(WishErrors.WrongState)
            : StoryConsentViews.Agreed(context.Consents) != (true, true) ? new Refusal(WishErrors.ConsentMissing)
            : null);
}
