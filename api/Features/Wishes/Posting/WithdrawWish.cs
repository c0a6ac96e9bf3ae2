using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.Crowd;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Features.Wishes.Proxies;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Wishes.Posting;

[ValidatableType]
public sealed record WithdrawWishRequest([property: Text(1, 200, Optional = true)] string? Reason, OnBehalfRequest? OnBehalf);

/// <summary>The author takes a wish back that nobody has in hand yet.</summary>
public sealed class WithdrawWish(
    ProxyConsents proxies, WishStore wishes, WishMoves moves, CrowdPledging pledging, WishRepeatStore repeats, TimeProvider time)
    : Operation<WithdrawWishRequest, WishView>
{
    protected override bool IsBodyOptional => true;

    public override void Configure()
    {
        Post("/wishes/{id}/withdraw");
        Group<People>();
        Moves([RequestErrors.NotFound, RequestErrors.AccessDenied, WishErrors.WrongState, WishErrors.AlreadyDone, .. ProxyConsents.Refusals]);
    }

    protected override async Task<IResult> Handle(WithdrawWishRequest request, CancellationToken ct)
    {
        var seen = await proxies.Find(Id, Caller, request.OnBehalf);
        return await Call.After(
            () => proxies.Ask(request.OnBehalf, Caller, seen.Wish),
            consent => Call.Move(tx => Withdraw(tx, seen, request.Reason, consent)));
    }

    private async Task<WishView> Withdraw(Tx tx, SeenWish seen, string? reason, Consent? consent)
    {
        var (id, now) = (seen.Wish.Id, time.Now());
        await proxies.Use(tx, consent, id, Caller, ProxyAct.Withdraw, now);
        var from = (await wishes.Find(tx, id))!.Status;
        if (!WishLifecycle.Table.Allows(from, WishAction.Withdraw, WishActor.Author) || await wishes.Withdraw(tx, id, from, now) == 0)
            throw await repeats.WhyNot(tx, id, WishAction.Withdraw, Caller);
        IReadOnlyList<long> freed = seen.Wish.IsCrowd ? await pledging.FreeAll(tx, id, now) : [];
        var move = new WishMove(WishAction.Withdraw, from, WishStatus.Withdrawn, WishActor.Author, Caller.UserId, reason, OnBehalf: consent is not null);
        await moves.Record(tx, seen.Wish, move, now, freed);
        return await proxies.View(tx, seen, consent, Caller, now);
    }
}
