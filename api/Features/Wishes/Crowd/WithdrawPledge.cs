using FastEndpoints;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LinYuan.Api.Features.Wishes.Crowd;

/// <summary>
/// A pledger takes a promise back while nothing is on its way; what it held is free again at once. A promise that has ended already
/// is answered the same, so that a repeat does no harm.
/// </summary>
public sealed class WithdrawPledge(Db db, CrowdPledging pledging, CrowdStore crowd, PledgeStore pledges, TimeProvider time)
    : Operation<EmptyRequest, NoContent>
{
    public override void Configure()
    {
        Delete("/wishes/{id}/pledges/{pledgeId}");
        Group<People>();
        Removes(RequestErrors.NotFound, WishErrors.WrongState);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        var (id, pledgeId) = (Id.Value, IdIn("pledgeId").Value);
        await db.InTransaction(Caller, tx => Withdraw(tx, id, pledgeId));
        return TypedResults.NoContent();
    }

    private async Task Withdraw(Tx tx, long id, long pledgeId)
    {
        var now = time.Now();
        if (await pledges.Find(tx, pledgeId) is not { } pledge || pledge.WishId != id || pledge.MemberId != Caller.UserId)
            throw new Refusal(RequestErrors.NotFound);
        var wish = (await pledging.Lock(tx, id))!;
        // Read again under the lock: it may have ended, or have been received, while this waited.
        var status = (await pledges.Find(tx, pledgeId))!.Status;
        if (status is PledgeStatus.Withdrawn or PledgeStatus.Expired or PledgeStatus.Freed)
            return;
        if (!WishLifecycle.Table.Allows(wish.Status, WishAction.WithdrawPledge, WishActor.Pledger) || await pledges.Withdraw(tx, pledgeId, now) == 0)
            throw new Refusal(WishErrors.WrongState, "物品已开始送达或已收到，不能自行撤回，请联系社区");
        await crowd.GiveBack(tx, pledge.ItemId, pledge.Quantity);
        if (wish.Status == WishStatus.Covered)
            await pledging.Reopen(tx, id, new CrowdMove(wish.Status, WishAction.WithdrawPledge, WishActor.Pledger, Caller.UserId), now);
    }
}
