using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes;

/// <summary>Staff hand the goods of a crowd wish to the resident, once all have arrived; the resident's answer is awaited from then on.</summary>
public static class HandOverWish
{
    public static async Task<IResult> Handle(
        EntityId id, Caller caller, IdempotentCall call, WishAccess access, CrowdPledging pledging, CrowdStore crowd, TimeProvider time)
    {
        var seen = await access.ForReview(id, caller);
        return await call.Move(async tx =>
        {
            var now = time.Now();
            var wish = (await pledging.Lock(tx, id.Value))!;
            if (!WishLifecycle.Table.Allows(wish.Status, WishAction.HandOver, WishActor.Staff))
                throw new Refusal(WishErrors.WrongState);
            if (wish.Crowd is not { IsReceived: true })
                throw new Refusal(WishErrors.NotAllReceived);
            await crowd.HandOver(tx, wish.Id, wish.Status, now);
            var move = new CrowdMove(wish.Status, WishAction.HandOver, WishActor.Staff, caller.UserId);
            await pledging.Record(tx, wish.Id, move, WishStatus.Delivered, null, now);
            return await access.View(tx, seen, caller, now);
        });
    }
}
