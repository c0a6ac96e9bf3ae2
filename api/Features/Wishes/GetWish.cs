using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members;
using LinYuan.Api.Features.Registrations;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy.Details;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes;

/// <summary>The wish as the caller may see it.</summary>
public static class GetWish
{
    public static async Task<WishView> Handle(
        EntityId id, Caller caller, WishAccess access, WishMeetings meetings, Db db, PledgeStore pledges, UnitStore units, TimeProvider time)
    {
        var seen = await access.Visible(id, caller);
        var own = await db.Read(async session =>
        {
            var view = WishViews.For(await meetings.Of(session, caller, seen.Wish, time.Now()), seen.CommunityName);
            return seen.Wish.IsCrowd ? await CrowdViews.WithOwn(view, session, caller, pledges, units) : view;
        });
        // The thanks are for everyone whose goods arrived.
        return own.MyPledges?.Any(pledge => pledge.Status == PledgeStatus.Received) == true
            ? own with { Score = seen.Wish.Score, Comment = HiddenText.IsShown(seen.Wish.CommentCheck) ? seen.Wish.MaskedComment : null }
            : own;
    }
}

/// <summary>The wish as anyone may see it, once it was reviewed.</summary>
public static class GetPublicWish
{
    public static async Task<PublicWishView> Handle(EntityId id, Db db, WishStore wishes, AreaStore areas) =>
        await db.Read(session => wishes.Find(session, id.Value)) is { IsPublic: true } wish
            ? WishViews.Public(wish, await areas.NameOf(wish.Place.CommunityId))
            : throw new Refusal(RequestErrors.NotFound);
}

/// <param name="By">In which role it was done; names are nobody's business here.</param>
/// <param name="Reason">In the words of who did it: for them, the author and the reviewers; of a dispute for the helper too.</param>
public sealed record WishEventView(DateTimeOffset At, WishAction Action, WishStatus? From, WishStatus To, WishActor By, string? Reason, bool? OnBehalf);

/// <summary>What happened to the wish so far, for all who may see it.</summary>
public static class GetWishTimeline
{
    public static async Task<Whole<WishEventView>> Handle(EntityId id, Caller caller, WishAccess access, Db db, WishStore wishes)
    {
        var seen = await access.Visible(id, caller);
        var events = await db.Read(session => wishes.ListEvents(session, seen.Wish.Id));
        return new Whole<WishEventView>([.. events.Select(row => new WishEventView(
            row.At, row.Action, row.FromStatus, row.ToStatus, row.Actor, ReasonFor(row, seen.Wish, caller),
            IsConcerned(seen.Wish, caller) ? row.OnBehalf : null))]);
    }

    /// <summary>To others it would mark somebody as a person without a phone.</summary>
    private static bool IsConcerned(Wish wish, Caller caller) =>
        wish.AuthorId == caller.UserId || wish.ClaimerId == caller.UserId || wish.IsReviewedBy(caller);

    /// <summary>
    /// Who helps must know what is wrong with the help, and need not reach the resident by it: the contact is for the lease. Other words
    /// between the resident and the community are not theirs.
    /// </summary>
    private static string? ReasonFor(WishEvent row, Wish wish, Caller caller) =>
        wish.AuthorId == caller.UserId || wish.IsReviewedBy(caller) || row.ActorId == caller.UserId ? row.Reason
        : wish.ClaimerId == caller.UserId && row.Action == WishAction.Dispute && row.Reason is not null ? MaskedText.Of(row.Reason)
        : null;
}
