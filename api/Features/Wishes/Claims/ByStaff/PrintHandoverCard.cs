using System.Text;
using FastEndpoints;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.Claims.ByStaff;

/// <summary>
/// Staff print the handover code on a card (交接卡), for a resident who cannot read it in the app. Who has the card could confirm a
/// delivery, so every printing is an event in the wish's timeline.
/// </summary>
public sealed class PrintHandoverCard(
    WishAccess access, StaffHeldClaims held, WishClaimStore claims, WishMoves moves, Db db, TimeProvider time) : Operation<EmptyRequest, byte[]>
{
    private const string SvgType = "image/svg+xml";

    public override void Configure()
    {
        Get("/wishes/{id}/handover-card.svg");
        Group<Staff>();
        Serves(SvgType, RequestErrors.NotFound, WishErrors.OwnCase, WishErrors.WrongState);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        var seen = await access.ForReview(Id, Caller);
        var card = await db.InTransaction(Caller, async tx =>
        {
            var now = time.Now();
            var wish = await held.Require(tx, seen.Wish.Id, Caller, now);
            var code = await claims.FindHandover(tx, wish.Id) ?? throw new Refusal(WishErrors.WrongState, "这个心愿没有交接码，请先换一个新码");
            await moves.Record(tx, wish, new WishMove(WishAction.PrintCard, wish.Status, wish.Status, WishActor.Staff, Caller.UserId), now);
            return HandoverCard.Draw(seen.CommunityName, wish.PublicTitle ?? "", Id.ToString(), code);
        });
        HttpContext.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Text(card, SvgType, Encoding.UTF8);
    }
}
