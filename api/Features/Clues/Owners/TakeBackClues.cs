using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Features.Clues;

/// <summary>Takes clues from an owner who may not act for them any more, so that none waits for somebody who cannot come.</summary>
public sealed class TakeBackClues(ClueStore clues, CluePeopleStore people, ClueOwners owners, ClueClock clock, MemberStore members)
{
    /// <summary>
    /// With the end of an appointment as grid worker, in its transaction. The person is locked, as by a dispatch: one of the same moment
    /// either is seen here or judges the appointment after its end. Who also is staff there keeps what they have.
    /// </summary>
    public async Task FromGridWorker(Tx tx, long userId, Placement place, DateTimeOffset now)
    {
        await members.LockOther(tx, userId);
        if (await owners.IsStaffAt(tx, place, userId))
            return;
        await people.StopHelping(tx, userId, place.CommunityId);
        foreach (var id in await clues.LockInHand(tx, userId, place.CommunityId))
            await Take(tx, id, now);
    }

    /// <summary>A clue that was opened again, and whose owner is no longer there to go on with it; 1 when it was taken back.</summary>
    public async Task<int> IfLeft(Tx tx, Clue clue, DateTimeOffset now) =>
        clue.OwnerId is { } owner && await owners.MayOwn(tx, clue.Area, owner) ? 0 : await Take(tx, clue.Id, now);

    private async Task<int> Take(Tx tx, long id, DateTimeOffset now)
    {
        await people.SetHelpers(tx, id, []);
        return await clock.Take(tx, id, ClueAction.TakeBack, now, clue => clue.WithoutOwner(now));
    }
}
