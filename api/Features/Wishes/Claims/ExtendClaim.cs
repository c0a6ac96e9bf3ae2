using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes.Claims;

/// <summary>The claimer takes more time, before the lease ends.</summary>
public sealed class ExtendClaim(WishAccess access, HeldClaims held, WishClaimStore claims, WishMoves moves, IOptions<WishOptions> options)
    : Operation<ClaimReasonRequest, WishView>
{
    public override void Configure()
    {
        Post("/wishes/{id}/extend");
        Group<People>();
        Moves(RequestErrors.NotFound, RequestErrors.AccessDenied, WishErrors.LeaseOver, WishErrors.WrongState, WishErrors.ExtensionUsed);
    }

    protected override async Task<IResult> Handle(ClaimReasonRequest request, CancellationToken ct)
    {
        var seen = await access.Visible(Id, Caller);
        return await Call.Move(tx => held.Move(tx, seen, Caller, (wish, now) => Extend(tx, wish, request.Reason, now)));
    }

    private async Task Extend(Tx tx, Wish wish, string reason, DateTimeOffset now)
    {
        if (await claims.UseExtension(tx, wish.ClaimId!.Value, now) == 0)
            throw new Refusal(WishErrors.ExtensionUsed);
        WishRules.RequireMoved(await claims.Extend(tx, wish.Id, wish.Status, wish.ClaimerId!.Value, Leases.Extended(options.Value, wish, now), now));
        await moves.Record(tx, wish, new WishMove(WishAction.Extend, wish.Status, wish.Status, WishActor.Claimer, wish.ClaimerId, reason), now);
    }
}
