using FastEndpoints;
using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes.Claims;

/// <summary>The claimer says that they have spoken with the resident.</summary>
public sealed class ContactedWish(
    WishAccess access, HeldClaims held, WishClaimStore claims, WishMoves moves, WishRepeatStore repeats, IOptions<WishOptions> options)
    : Operation<EmptyRequest, WishView>
{
    public override void Configure()
    {
        Post("/wishes/{id}/contacted");
        Group<People>();
        Moves(RequestErrors.NotFound, RequestErrors.AccessDenied, WishErrors.LeaseOver, WishErrors.WrongState, WishErrors.AlreadyDone);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        var seen = await access.Visible(Id, Caller);
        return await Call.Move(tx => held.Move(tx, seen, Caller, (wish, now) => Contacted(tx, wish, now)));
    }

    private async Task Contacted(Tx tx, Wish wish, DateTimeOffset now)
    {
        var extendedTo = await claims.LockExtendedTo(tx, wish.ClaimId!.Value);
        var lease = Leases.AfterContact(options.Value, wish.ContactBy!.Value, extendedTo, now);
        if (await claims.Contacted(tx, wish.Id, wish.ClaimerId!.Value, lease, now) == 0)
            throw await repeats.WhyNot(tx, wish.Id, WishAction.Contacted, Caller);
        var move = new WishMove(WishAction.Contacted, wish.Status, WishStatus.InProgress, WishActor.Claimer, wish.ClaimerId);
        await moves.Record(tx, wish, move, now);
    }
}
