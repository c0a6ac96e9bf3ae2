using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Privacy.Details;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Features.Wishes;

/// <param name="Reason">Kept in the timeline, for the author and the staff.</param>
/// <param name="ExpectedVersion">review.publicVersion as the editor read it, so that nobody writes over somebody else's change unseen.</param>
/// <param name="Version">Of the wish as the editor read it.</param>
public sealed record EditPublicTextRequest(
    [property: Text(2, 40)] string PublicTitle, [property: Text(5, 1000)] string PublicStory, [property: Text(2, 200)] string Reason,
    [property: Needed, Between(1, int.MaxValue)] int? ExpectedVersion, [property: Between(1, int.MaxValue)] int? Version = null);

/// <summary>Staff change what everyone reads of a listed wish; the author's own words stay as they are.</summary>
public sealed class EditPublicText(
    WishAccess access, WishStore wishes, CrowdPledging pledging, ReviewStore reviews, WishMoves moves, TextChecks texts, WishVersions versions,
    TimeProvider time)
{
    public static Task<IResult> Handle(EntityId id, EditPublicTextRequest body, Caller caller, IdempotentCall call, EditPublicText edit) =>
        edit.Handle(id, body, caller, call);

    private async Task<IResult> Handle(EntityId id, EditPublicTextRequest body, Caller caller, IdempotentCall call)
    {
        var seen = await access.ForReview(id, caller);
        return await call.After(
            () => texts.RequireNotRisky(caller.UserId, TextScene.Forum, $"{body.PublicTitle}\n{body.PublicStory}"),
            () => call.Move(tx => Run(tx, seen, body, caller)));
    }

    private async Task<WishView> Run(Tx tx, SeenWish seen, EditPublicTextRequest body, Caller caller)
    {
        var now = time.Now();
        var wish = (await pledging.Lock(tx, seen.Wish.Id))!;
        if (!wish.IsListed || !WishLifecycle.Table.Allows(wish.Status, WishAction.EditPublicText, WishActor.Staff))
            throw new Refusal(WishErrors.WrongState);
        await access.RequireVersion(tx, wish, body.Version);
        await versions.Keep(tx, wish.Id, now);
        var own = (await wishes.FindContact(tx, wish.Id))?.Own;
        if (PersonalDetails.Has(body.PublicTitle, own) || PersonalDetails.Has(body.PublicStory, own))
            throw new Refusal(WishErrors.PersonalDetails);
        if (await reviews.EditPublicText(tx, wish.Id, new WishText(body.PublicTitle, body.PublicStory), body.ExpectedVersion!.Value) == 0)
            throw new Refusal(WishErrors.TextChanged);
        var move = new WishMove(WishAction.EditPublicText, wish.Status, wish.Status, WishActor.Staff, caller.UserId, body.Reason);
        await moves.Record(tx, wish, move, now);
        return await access.View(tx, seen, caller, now);
    }
}
