using FastEndpoints;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy.Details;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Wishes.Reading;

/// <param name="By">In which role it was done; names are nobody's business here.</param>
/// <param name="Reason">In the words of who did it: for them, the author and the reviewers; of a dispute for the helper too.</param>
public sealed record WishEventView(DateTimeOffset At, WishAction Action, WishStatus? From, WishStatus To, WishActor By, string? Reason, bool? OnBehalf);

/// <summary>All who may see a wish read what happened to it so far.</summary>
public sealed class GetWishTimeline(WishAccess access, Db db, WishStore wishes) : ReadOperation<EmptyRequest, Whole<WishEventView>>
{
    public override void Configure()
    {
        Get("/wishes/{id}/timeline");
        Group<People>();
        Reads(RequestErrors.NotFound);
    }

    protected override async Task<Whole<WishEventView>> Read(EmptyRequest request, CancellationToken ct)
    {
        var wish = (await access.Visible(Id, Caller)).Wish;
        var isConcerned = IsConcerned(wish, Caller);
        var events = await db.Read(session => wishes.ListEvents(session, wish.Id));
        return new Whole<WishEventView>([.. events.Select(row => new WishEventView(
            row.At, row.Action, row.FromStatus, row.ToStatus, row.Actor, ReasonFor(row, wish, Caller), isConcerned ? row.OnBehalf : null))]);
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
