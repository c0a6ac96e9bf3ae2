using LinYuan.Api.Features.Wishes.Claims.Delivery;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes.CallBacks;

/// <summary>What a resident's answer to a call makes of the call and of the wish.</summary>
public sealed class CallBackAnswers(CallBackStore store, WishStore wishes, WishMoves moves, WishOutcomes outcomes, IOptions<WishOptions> options)
{
    public async Task Record(Tx tx, CallBack call, RecordCallBackRequest said, long staffId, DateTimeOffset now)
    {
        var wish = (await wishes.Find(tx, call.WishId))!;
        var to = said.Outcome switch
        {
            CallBackOutcome.Done => await Done(tx, call, wish, said, staffId, now),
            CallBackOutcome.NotDone => await NotDone(tx, call, said, staffId, now),
            _ => await NoAnswer(tx, call, said, staffId, now),
        };
        await moves.Record(tx, wish, new WishMove(WishAction.CallBack, WishStatus.FulfilledUnconfirmed, to, WishActor.Staff, staffId), now);
    }

    private async Task<WishStatus> Done(Tx tx, CallBack call, Wish wish, RecordCallBackRequest said, long staffId, DateTimeOffset now)
    {
        Require(await store.Record(tx, call.Id, CallBackStatus.Done, staffId, said.Score, said.Note, now));
        Require(await store.Confirm(tx, call.WishId, said.Score));
        await outcomes.Complete(tx, wish, isConfirmed: true, now);
        return WishStatus.Fulfilled;
    }

    private async Task<WishStatus> NotDone(Tx tx, CallBack call, RecordCallBackRequest said, long staffId, DateTimeOffset now)
    {
        Require(await store.Record(tx, call.Id, CallBackStatus.NotDone, staffId, score: null, said.Note, now));
        Require(await store.Dispute(tx, call.WishId, call.ClaimId));
        return WishStatus.Disputed;
    }

    private async Task<WishStatus> NoAnswer(Tx tx, CallBack call, RecordCallBackRequest said, long staffId, DateTimeOffset now)
    {
        if (await store.TryAgain(tx, call.Id, staffId, said.Note, now + options.Value.CallBackAgain, now) == 0)
        {
            Require(await store.Record(tx, call.Id, CallBackStatus.NoAnswer, staffId, score: null, said.Note, now));
            await store.EraseContact(tx, call.WishId);
        }
        return WishStatus.FulfilledUnconfirmed;
    }

    private static void Require(int moved)
    {
        if (moved == 0)
            throw new Refusal(WishErrors.CallBackOver);
    }
}
