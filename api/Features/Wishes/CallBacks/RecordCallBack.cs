using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Wishes.CallBacks;

public enum CallBackOutcome
{
    Done,
    NotDone,
    NoAnswer,
}

/// <param name="Score">What the resident gives, 1 to 5; only for what was done.</param>
/// <param name="Note">For staff and the resident.</param>
[ValidatableType]
public sealed record RecordCallBackRequest(
    [property: Needed] CallBackOutcome? Outcome, [property: Between(1, 5)] int? Score, [property: Text(1, 200, Optional = true)] string? Note);

/// <summary>Staff write down what the resident said on the telephone of a delivery that nobody confirmed.</summary>
public sealed class RecordCallBack(
    CallBackAccess access, CallBackAnswers answers, CallBackStore store, WishStore wishes, AreaStore areas, TimeProvider time)
    : Operation<RecordCallBackRequest, CallBackView>
{
    public override void Configure()
    {
        Post("/call-backs/{id}/record");
        Group<Staff>();
        Moves(RequestErrors.NotFound, WishErrors.OwnCase, WishErrors.CallBackOver);
    }

    protected override async Task<IResult> Handle(RecordCallBackRequest request, CancellationToken ct)
    {
        var found = await access.Require(Id, Caller);
        if (request.Score is not null && request.Outcome != CallBackOutcome.Done)
            throw Refusal.Invalid("score", "办好了的才记评分");
        var communityName = await areas.NameOf(found.Place.CommunityId);
        return await Call.Move(async tx =>
        {
            await answers.Record(tx, found, request, Caller.UserId, time.Now());
            return CallBackViews.Of((await store.Find(tx, found.Id))!, await wishes.Find(tx, found.WishId), communityName);
        });
    }
}
