using FastEndpoints;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.Crowd;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.StandBy;

/// <summary>
/// A member waits for a wish that somebody else holds (候补). It costs no claim: the caps are judged when the member claims, as always.
/// </summary>
public sealed class StandByForWish(
    WishAccess access, WishViewerContexts contexts, CrowdPledging pledging, StandByStore store, TimeProvider time) : Operation<EmptyRequest, StandByView>
{
    public override void Configure()
    {
        Post("/wishes/{id}/stand-by");
        Group<People>();
        Moves(
            RequestErrors.NotFound, RegistrationErrors.Required, WishErrors.OwnClaim, WishErrors.AlreadyYours, WishErrors.WrongState,
            WishErrors.StandByLimit, WishErrors.StandByFull);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        var seen = await access.Visible(Id, Caller);
        return await Call.Move(tx => Join(tx, seen.Wish));
    }

    /// <summary>
    /// The member, whose places are counted, is locked before the wish, whose queue is counted: the order in which a claim takes them.
    /// </summary>
    private async Task<StandByView> Join(Tx tx, Wish seen)
    {
        var now = time.Now();
        var wish = (await pledging.Lock(tx, seen.Id))!;
        var context = await contexts.Of(tx, Caller, wish, now);
        WishRules.Require(WishRules.StandBy(context));
        if (!context.Relation.IsWaiting)
            await store.Join(tx, wish.Id, Caller.UserId, now);
        return StandByViews.Of((await store.Find(tx, wish.Id, Caller.UserId))!, wish.Offer, Caller.UserId, now);
    }
}
