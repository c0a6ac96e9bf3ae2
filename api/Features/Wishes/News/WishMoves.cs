using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Wishes.Afterwards;
using LinYuan.Api.Features.Wishes.Counts;
using LinYuan.Api.Features.Wishes.Crowd;
using LinYuan.Api.Features.Wishes.Duplicates;
using LinYuan.Api.Features.Wishes.Review;
using LinYuan.Api.Features.Wishes.StandBy;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Versions;

namespace LinYuan.Api.Features.Wishes.News;

/// <summary>One move of a wish as its timeline keeps it. The reason is in the words of whoever moved it.</summary>
/// <param name="OnBehalf">代: made by somebody else with the resident's consent.</param>
public sealed record WishMove(
    WishAction Action, WishStatus? From, WishStatus To, WishActor Actor, long? ActorId, string? Reason = null, bool OnBehalf = false)
{
    /// <summary>The statement that made the move has also ended the wait, and no mark of it is left.</summary>
    public bool HasEndedWait { get; init; }
}

/// <summary>Writes the event of a move that was just made, and the news of it to everyone whom <see cref="WishNews"/> names.</summary>
public sealed class WishMoves(
    WishStore wishes, PledgeStore pledges, WishWaits waits, WishLikeness likeness, CaseVersions versions, StandByStore standBys, StaffNews staff,
    OutboxStore outbox)
{
    /// <param name="wish">The wish with the author, and the claimer whom the move concerns.</param>
    /// <param name="concerned">Members whom the operation knows to be concerned; for <see cref="WishListener.Concerned"/>.</param>
    /// <returns>The event's id.</returns>
    public async Task<long> Record(Tx tx, Wish wish, WishMove move, DateTimeOffset now, IReadOnlyList<long>? concerned = null)
    {
        var eventId = await wishes.AddEvent(tx, wish.Id, move, now);
        tx.AtTheEnd<WishMoveCounts>().Add(wish, move, now);
        await waits.Follow(tx, wish, move, now);
        await likeness.Follow(tx, wish.Id, move.From, move.To, now);
        if (move.From is { } from && WishLifecycle.UnderReview.Contains(from) && !WishLifecycle.UnderReview.Contains(move.To))
            await versions.Forget(tx, WishVersions.Kind, wish.Id);
        // Who made the move knows of it; who is concerned in two ways hears it once, by the first line of the table.
        HashSet<long> told = move.ActorId is { } actor ? [actor] : [];
        List<OutboxMessage> news = [];
        foreach (var hearing in WishNews.Table.Where(line => line.Action == move.Action && (line.To is null || line.To == move.To)))
        {
            if (hearing.Listener == WishListener.Followers)
                news.Add(TellFollowers.Message(hearing.Kind, wish.Id));
            else if (hearing.Listener is WishListener.Desk or WishListener.Street)
                await staff.Tell(tx, ForStaff(hearing, wish, eventId), now, told);
            var listeners = await Listeners(tx, wish, hearing.Listener, concerned);
            news.AddRange(listeners.Where(told.Add).Select(personId => Message(hearing.Kind, wish.Id, eventId, personId)));
        }
        await outbox.Add(tx, news, now);
        if (WishLifecycle.Ended.Contains(move.To))
            await standBys.Empty(tx, wish.Id);
        return eventId;
    }

    /// <summary>The same news of one event is one message for one person, whoever writes it and however often.</summary>
    public static OutboxMessage Message(string kind, long wishId, long eventId, long personId) =>
        new(kind, wishId, personId, $"{kind}:{eventId}:{personId}");

    /// <summary>Nobody looks into their own wish or their own help, and whoever turned a wish down does not decide on the appeal.</summary>
    private static NewsForStaff ForStaff(Hearing hearing, Wish wish, long eventId)
    {
        var (level, other) = hearing.Listener == WishListener.Street
            ? (AreaLevel.Street, wish.Review.RejectedBy)
            : (AreaLevel.Community, wish.ClaimerId);
        return new NewsForStaff(hearing.Kind, wish.Id, $"{eventId}", wish.Place.Up(level)) { NotFor = other is { } id ? [wish.AuthorId, id] : [wish.AuthorId] };
    }

    private async Task<IReadOnlyList<long>> Listeners(Tx tx, Wish wish, WishListener listener, IReadOnlyList<long>? concerned) => listener switch
    {
        WishListener.Author => [wish.AuthorId],
        WishListener.Claimer => wish.ClaimerId is { } claimerId ? [claimerId] : [],
        WishListener.Waiting => await standBys.ListWaiting(tx, wish.Id),
        WishListener.Promisers => await pledges.ListPromisers(tx, wish.Id),
        WishListener.Givers => wish.IsCrowd ? [.. (await pledges.ListGivers(tx, wish.Id)).Select(giver => giver.MemberId)] : [],
        WishListener.Concerned => concerned ?? [],
        _ => [],
    };
}
