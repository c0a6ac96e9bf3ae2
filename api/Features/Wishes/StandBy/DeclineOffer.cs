using FastEndpoints;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.StandBy;

/// <summary>Whoever is offered the wish next lets it go on to the one behind.</summary>
public sealed class DeclineOffer(WishAccess access, StandByOffers offers, TimeProvider time) : Operation<EmptyRequest, WishView>
{
    public override void Configure()
    {
        Post("/wishes/{id}/stand-by/decline");
        Group<People>();
        Moves(RequestErrors.NotFound, WishErrors.WrongState);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        var seen = await access.Visible(Id, Caller);
        return await Call.Move(async tx =>
        {
            var now = time.Now();
            if (await offers.Decline(tx, seen.Wish, Caller.UserId, now) == 0)
                throw new Refusal(WishErrors.WrongState, "这个心愿现在没有留给您，请刷新看看");
            return await access.View(tx, seen, Caller, now);
        });
    }
}
