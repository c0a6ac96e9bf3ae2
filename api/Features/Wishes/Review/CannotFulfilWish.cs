using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy.Details;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Features.Wishes.Review;

/// <summary>Staff say openly that a wish cannot be fulfilled, and why.</summary>
public sealed class CannotFulfilWish(WishAccess access, WishDecisions decisions, WishStore wishes, TextChecks texts) : Operation<WishReasonRequest, WishView>
{
    public override void Configure()
    {
        Post("/wishes/{id}/cannot");
        Group<Staff>();
        Moves(
            RequestErrors.NotFound, WishErrors.OwnCase, WishErrors.WrongState, RequestErrors.CaseChanged, WeChatRefusals.RiskyContent,
            WishErrors.PersonalDetails);
    }

    protected override async Task<IResult> Handle(WishReasonRequest request, CancellationToken ct)
    {
        var seen = await access.ForReview(Id, Caller);
        var decision = new WishDecision(WishAction.Cannot, WishStatus.Open, WishStatus.Unmet, request.Reason, request.Version);
        // Everyone is going to read the reason.
        return await Call.After(
            () => texts.RequireNotRisky(Caller.UserId, TextScene.Forum, request.Reason),
            () => Call.Move(tx => decisions.Make(tx, seen, Caller, decision, (wish, now) => GiveUp(tx, wish, request.Reason, now))));
    }

    private async Task<int> GiveUp(Tx tx, Wish wish, string reason, DateTimeOffset now) =>
        PersonalDetails.Has(reason, (await wishes.FindContact(tx, wish.Id))?.Own)
            ? throw new Refusal(WishErrors.PersonalDetails)
            : await wishes.GiveUp(tx, wish.Id, reason, now);
}
