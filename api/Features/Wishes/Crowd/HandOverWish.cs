using FastEndpoints;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.Crowd;

/// <summary>Staff hand the goods of a crowd wish to the resident, once all have arrived; the resident's answer is awaited from then on.</summary>
public sealed class HandOverWish(WishAccess access, CrowdPledging pledging, CrowdStore crowd, TimeProvider time) : Operation<EmptyRequest, WishView>
{
    public override void Configure()
    {
        Post("/wishes/{id}/hand-over");
        Group<Staff>();
        Moves(RequestErrors.NotFound, WishErrors.OwnCase, WishErrors.WrongState, WishErrors.NotAllReceived);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        var seen = await access.ForReview(Id, Caller);
        return await Call.Move(async tx =>
        {
            var now = time.Now();
            var wish = (await pledging.Lock(tx, seen.Wish.Id))!;
            if (!WishLifecycle.Table.Allows(wish.Status, WishAction.HandOver, WishActor.Staff))
                throw new Refusal(WishErrors.WrongState);
            if (wish.Crowd is not { IsReceived: true })
                throw new Refusal(WishErrors.NotAllReceived);
            await crowd.HandOver(tx, wish.Id, wish.Status, now);
            var move = new CrowdMove(wish.Status, WishAction.HandOver, WishActor.Staff, Caller.UserId);
            await pledging.Record(tx, wish.Id, move, WishStatus.Delivered, null, now);
            return await access.View(tx, seen, Caller, now);
        });
    }
}
