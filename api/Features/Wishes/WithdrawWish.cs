using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes;

public sealed record WithdrawWishRequest([property: Text(1, 200, Optional = true)] string? Reason, OnBehalfRequest? OnBehalf);

/// <summary>The author takes a wish back that nobody has in hand yet.</summary>
public static class WithdrawWish
{
    public static async Task<IResult> Handle(
        EntityId id, WithdrawWishRequest? body, Caller caller, IdempotentCall call, ProxyConsents proxies, WishStore wishes, WishMoves moves,
        CrowdPledging pledging, WishRepeatStore repeats, TimeProvider time)
    {
        var seen = await proxies.Find(id, caller, body?.OnBehalf);
        return await call.After(() => proxies.Ask(body?.OnBehalf, caller, seen.Wish), consent => call.Move(async tx =>
        {
            var now = time.Now();
            await proxies.Use(tx, consent, id.Value, caller, ProxyAct.Withdraw, now);
            var from = (await wishes.Find(tx, id.Value))!.Status;
            if (!WishLifecycle.Table.Allows(from, WishAction.Withdraw, WishActor.Author) || await wishes.Withdraw(tx, id.Value, from, now) == 0)
                throw await repeats.WhyNot(tx, id.Value, WishAction.Withdraw, caller);
            IReadOnlyList<long> freed = seen.Wish.IsCrowd ? await pledging.FreeAll(tx, id.Value, now) : [];
            var move = new WishMove(WishAction.Withdraw, from, WishStatus.Withdrawn, WishActor.Author, caller.UserId, body?.Reason, OnBehalf: consent is not null);
            await moves.Record(tx, seen.Wish, move, now, freed);
            return await proxies.View(tx, seen, consent, caller, now);
        }));
    }
}
