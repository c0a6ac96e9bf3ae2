using FastEndpoints;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LinYuan.Api.Features.Wishes.StandBy;

/// <summary>The caller no longer waits for the wish. Who leaves while it is offered to them gives up the offer with the place.</summary>
public sealed class LeaveStandBy(Db db, WishAccess access, StandByStore store, StandByOffers offers, TimeProvider time) : Operation<EmptyRequest, NoContent>
{
    public override void Configure()
    {
        Delete("/wishes/{id}/stand-by");
        Group<People>();
        Removes(RequestErrors.NotFound);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        var seen = await access.Visible(Id, Caller);
        await db.InTransaction(Caller, async tx =>
        {
            if (await offers.Decline(tx, seen.Wish, Caller.UserId, time.Now()) == 0)
                await store.Remove(tx, seen.Wish.Id, Caller.UserId);
        });
        return TypedResults.NoContent();
    }
}
