using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Cases;
using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Features.Clues.Owners;

/// <summary>Takes clues from an owner who may not act for them any more, so that none waits for somebody who cannot come.</summary>
public sealed class TakeBackClues(ClueCases clues, ClueStore store, ClueListStore lists, ClueHands hands, MemberStore members)
{
    /// <summary>
    /// With the end of an appointment as grid worker, in its transaction. The person is locked, as by a dispatch: one of the same moment
    /// either is seen here or judges the appointment after its end. Who also is staff there keeps what they have.
    /// </summary>
    public async Task FromGridWorker(Tx tx, long userId, Placement place)
    {
        await members.LockOther(tx, userId);
        if (await hands.IsStaffAt(tx, place, userId))
            return;
        foreach (var id in await lists.ListHelped(tx, userId, place.CommunityId))
            await clues.Kit.People.Remove(tx, clues.Name, id, CasePart.Helper, userId);
        foreach (var id in await store.LockInHand(tx, userId, place.CommunityId))
            await clues.MoveAs(tx, id, ClueAction.TakeBack, clues.Clock);
    }
}
