using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Shared.Data;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes.Crowd;

/// <summary>
/// The moves of a crowd wish between pledging and covered. Each is made with the wish locked, so that of any number of pledges that
/// fill the last items at the same instant one sees all of them full and covers the wish.
/// </summary>
public sealed class CrowdPledging(
    WishStore wishes, CrowdStore crowd, PledgeStore pledges, WishMoves moves, IOptions<WishOptions> options)
{
    /// <summary>The wish as it is now, locked until the transaction ends; null when there is none.</summary>
    public async Task<Wish?> Lock(Tx tx, long id) => await crowd.Lock(tx, id) ? await wishes.Find(tx, id) : null;

    /// <summary>Pledging begins, or begins anew, and has its whole time.</summary>
    public Task Begin(Tx tx, long id, DateTimeOffset now) => crowd.SetPledgeBy(tx, id, now + options.Value.PledgeWithin);

    /// <summary>Ends pledging when every item is full.</summary>
    public async Task CoverIfFull(Tx tx, long id, DateTimeOffset now)
    {
        if ((await wishes.Find(tx, id))!.Crowd is { IsFull: true })
            await Cover(tx, id, new CrowdMove(WishStatus.Pledging, WishAction.Cover, WishActor.System, null), now);
    }

    /// <summary>From now on each promise has its time. 0 when somebody else was quicker.</summary>
    public async Task<int> Cover(Tx tx, long id, CrowdMove move, DateTimeOffset now)
    {
        if (await crowd.Move(tx, id, move.From, WishStatus.Covered) == 0)
            return 0;
        await crowd.SetPledgeBy(tx, id, null);
        await pledges.SetDeliverBy(tx, id, now + options.Value.DeliverWithin);
        await Record(tx, id, move, WishStatus.Covered, null, now);
        return 1;
    }

    /// <summary>Something that was promised will not come: others may pledge it again.</summary>
    public async Task Reopen(Tx tx, long id, CrowdMove move, DateTimeOffset now, IReadOnlyList<long>? concerned = null)
    {
        await crowd.Move(tx, id, move.From, WishStatus.Pledging);
        await Begin(tx, id, now);
        await pledges.SetDeliverBy(tx, id, null);
        await Record(tx, id, move, WishStatus.Pledging, null, now, concerned);
    }

    /// <summary>The wish has ended: nothing more needs to be brought. Who meant to bring something still, for the news of it.</summary>
    public async Task<IReadOnlyList<long>> FreeAll(Tx tx, long id, DateTimeOffset now)
    {
        var promisers = await pledges.ListPromisers(tx, id);
        await pledges.FreeAll(tx, id, now);
        await crowd.Recount(tx, id);
        await crowd.SetPledgeBy(tx, id, null);
        return promisers;
    }

    public async Task Record(
        Tx tx, long id, CrowdMove move, WishStatus to, string? reason, DateTimeOffset now, IReadOnlyList<long>? concerned = null) =>
        await moves.Record(
            tx, (await wishes.Find(tx, id))!, new WishMove(move.Action, move.From, to, move.Actor, move.ActorId, reason), now, concerned);
}

/// <summary>What moves a crowd wish: from where, by which action, and who.</summary>
public sealed record CrowdMove(WishStatus From, WishAction Action, WishActor Actor, long? ActorId);
