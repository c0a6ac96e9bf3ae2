using System.Text;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes;

/// <summary>
/// 交接卡: the handover code on a card, for a resident who cannot read it in the app. Who has the card could confirm a delivery, so every
/// printing is an event in the wish's timeline.
/// </summary>
public static class PrintHandoverCard
{
    public const string SvgType = "image/svg+xml";

    public static async Task<IResult> Handle(
        EntityId id, Caller caller, HttpContext context, WishAccess access, StaffClaims staff, WishClaimStore claims, WishMoves moves, Db db,
        TimeProvider time)
    {
        var seen = await access.ForReview(id, caller);
        var card = await db.InTransaction(caller, async tx =>
        {
            var now = time.Now();
            var wish = await staff.RequireHeld(tx, id.Value, caller, now);
            var code = await claims.FindHandover(tx, id.Value) ?? throw new Refusal(WishErrors.WrongState, "这个心愿没有交接码，请先换一个新码");
            await moves.Record(tx, wish, new WishMove(WishAction.PrintCard, wish.Status, wish.Status, WishActor.Staff, caller.UserId), now);
            return HandoverCard.Draw(seen.CommunityName, wish.PublicTitle ?? "", id.ToString(), code);
        });
        context.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Text(card, SvgType, Encoding.UTF8);
    }
}
