using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Wishes.Crowd;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy.Details;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Wishes.Review;

/// <param name="Reason">Kept in the timeline, for the author and the staff.</param>
/// <param name="ExpectedVersion">review.publicVersion as the editor read it, so that nobody writes over somebody else's change unseen.</param>
/// <param name="Version">Of the wish as the editor read it.</param>
[ValidatableType]
public sealed record EditPublicTextRequest(
    [property: Text(2, 40)] string PublicTitle, [property: Text(5, 1000)] string PublicStory, [property: Text(2, 200)] string Reason,
    [property: Needed, Between(1, int.MaxValue)] int? ExpectedVersion, [property: Between(1, int.MaxValue)] int? Version = null);

/// <summary>Staff change what everyone reads of a listed wish; the author's own words stay as they are.</summary>
public sealed class EditPublicText(
    WishAccess access, WishStore wishes, CrowdPledging pledging, ReviewStore reviews, WishMoves moves, TextChecks texts, WishVersions versions,
    TimeProvider time) : Operation<EditPublicTextRequest, WishView>
{
    public override void Configure()
    {
        Post("/wishes/{id}/edit-public-text");
        Group<Staff>();
        Moves(
            RequestErrors.NotFound, WishErrors.OwnCase, WishErrors.WrongState, RequestErrors.CaseChanged, WishErrors.TextChanged,
            WeChatRefusals.RiskyContent, WishErrors.PersonalDetails);
    }

    protected override async Task<IResult> Handle(EditPublicTextRequest request, CancellationToken ct)
    {
        var seen = await access.ForReview(Id, Caller);
        return await Call.After(
            () => texts.RequireNotRisky(Caller.UserId, TextScene.Forum, $"{request.PublicTitle}\n{request.PublicStory}"),
            () => Call.Move(tx => Edit(tx, seen, request)));
    }

    private async Task<WishView> Edit(Tx tx, SeenWish seen, EditPublicTextRequest request)
    {
        var now = time.Now();
        var wish = (await pledging.Lock(tx, seen.Wish.Id))!;
        if (!wish.IsListed || !WishLifecycle.Table.Allows(wish.Status, WishAction.EditPublicText, WishActor.Staff))
            throw new Refusal(WishErrors.WrongState);
        await access.RequireVersion(tx, wish, request.Version);
        await versions.Keep(tx, wish.Id, now);
        var own = (await wishes.FindContact(tx, wish.Id))?.Own;
        if (PersonalDetails.Has(request.PublicTitle, own) || PersonalDetails.Has(request.PublicStory, own))
            throw new Refusal(WishErrors.PersonalDetails);
        if (await reviews.EditPublicText(tx, wish.Id, new WishText(request.PublicTitle, request.PublicStory), request.ExpectedVersion!.Value) == 0)
            throw new Refusal(WishErrors.TextChanged);
        var move = new WishMove(WishAction.EditPublicText, wish.Status, wish.Status, WishActor.Staff, Caller.UserId, request.Reason);
        await moves.Record(tx, wish, move, now);
        return await access.View(tx, seen, Caller, now);
    }
}
