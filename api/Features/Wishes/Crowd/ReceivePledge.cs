using FastEndpoints;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.Crowd;

/// <summary>Staff receive pledged goods at the community's desk. The first that arrive make the wish one that is being delivered.</summary>
public sealed class ReceivePledge(WishAccess access, CrowdPledging pledging, CrowdStore crowd, PledgeStore pledges, TimeProvider time)
    : Operation<EmptyRequest, WishView>
{
    public override void Configure()
    {
        Post("/wishes/{id}/pledges/{pledgeId}/received");
        Group<Staff>();
        Moves(RequestErrors.NotFound, WishErrors.OwnCase, WishErrors.WrongState);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        var pledgeId = IdIn("pledgeId").Value;
        var seen = await access.ForReview(Id, Caller);
        return await Call.Move(tx => Receive(tx, seen, pledgeId));
    }

    private async Task<WishView> Receive(Tx tx, SeenWish seen, long pledgeId)
    {
        var (id, now) = (seen.Wish.Id, time.Now());
        if (await pledges.Find(tx, pledgeId) is not { } pledge || pledge.WishId != id)
            throw new Refusal(RequestErrors.NotFound);
        if (pledge.MemberId == Caller.UserId)
            throw new Refusal(WishErrors.OwnCase, "不能签收自己认捐的物品，请由其他工作人员处理");
        var wish = (await pledging.Lock(tx, id))!;
        if (!WishLifecycle.Table.Allows(wish.Status, WishAction.Receive, WishActor.Staff) || await pledges.Receive(tx, pledgeId, Caller.UserId, now) == 0)
            throw new Refusal(WishErrors.WrongState);
        await crowd.CountReceived(tx, pledge.ItemId, pledge.Quantity);
        if (await crowd.Move(tx, id, WishStatus.Covered, WishStatus.Delivering) == 1)
            await pledging.Record(tx, id, new CrowdMove(wish.Status, WishAction.Receive, WishActor.Staff, Caller.UserId), WishStatus.Delivering, null, now);
        return await access.View(tx, seen, Caller, now);
    }
}
