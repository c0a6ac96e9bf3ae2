using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes;

/// <summary>The wish as the caller may see it.</summary>
public static class GetWish
{
    public static async Task<WishView> Handle(
        EntityId id, Caller caller, WishAccess access, Db db, PledgeStore pledges, RegistrationStore registrations, TimeProvider time)
    {
        var seen = await access.Visible(id, caller);
        var view = WishViews.For(caller, seen.Wish, seen.CommunityName, time.Now());
        return seen.Wish.IsCrowd
            ? await db.Read(session => CrowdViews.WithOwn(view, session, id.Value, caller, pledges, registrations))
            : view;
    }
}

/// <summary>The wish as anyone may see it, once it was reviewed.</summary>
public static class GetPublicWish
{
    public static async Task<PublicWishView> Handle(EntityId id, Db db, WishStore wishes, AreaStore areas) =>
        await db.Read(session => wishes.Find(session, id.Value)) is { IsListed: true } wish
            ? WishViews.Public(wish, await areas.NameOf(wish.Place.CommunityId))
            : throw new Refusal(RequestErrors.NotFound);
}

/// <param name="By">In which role it was done; names are nobody's business here.</param>
/// <param name="Reason">In the words of who did it; for the author and the reviewers alone.</param>
public sealed record WishEventView(DateTimeOffset At, WishAction Action, WishStatus? From, WishStatus To, WishActor By, string? Reason);

/// <summary>What happened to the wish so far, for all who may see it.</summary>
public static class GetWishTimeline
{
    public static async Task<Whole<WishEventView>> Handle(EntityId id, Caller caller, WishAccess access, Db db, WishStore wishes)
    {
        var seen = await access.Visible(id, caller);
        var events = await db.Read(session => wishes.ListEvents(session, seen.Wish.Id));
        var readsReasons = seen.Wish.AuthorId == caller.UserId || seen.Wish.IsReviewedBy(caller);
        return new Whole<WishEventView>([.. events.Select(row => new WishEventView(
            row.At, row.Action, row.FromStatus, row.ToStatus, row.Actor, readsReasons ? row.Reason : null))]);
    }
}
