using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes;

public enum CallBackOutcome
{
    Done,
    NotDone,
    NoAnswer,
}

/// <param name="Score">What the resident gives, 1 to 5; only for what was done.</param>
/// <param name="Note">For staff and the resident.</param>
public sealed record RecordCallBackRequest(
    [property: Needed] CallBackOutcome? Outcome, [property: Between(1, 5)] int? Score, [property: Text(1, 200, Optional = true)] string? Note);

/// <summary>
/// Staff call a resident whose delivery nobody confirmed, and write down what the resident says. Nobody calls about their own wish or
/// their own help.
/// </summary>
public sealed class RecordCallBack(
    Db db, CallBackStore store, WishPartStore parts, WishStore wishes, WishMoves moves, WishOutcomes outcomes, ContactOpenings openings,
    AreaStore areas, IOptions<WishOptions> options, TimeProvider time)
{
    /// <summary>Staff write down what the resident said on the telephone of a delivery that nobody confirmed.</summary>
    public static Task<IResult> Handle(EntityId id, RecordCallBackRequest body, Caller caller, IdempotentCall call, RecordCallBack record) =>
        record.Handle(id, body, caller, call);

    /// <summary>Staff who make the call open the resident's number; the resident can read that they did.</summary>
    public static Task<IResult> RevealContact(EntityId id, Caller caller, IdempotentCall call, RecordCallBack record) =>
        record.Reveal(id, caller, call);

    private async Task<IResult> Handle(EntityId id, RecordCallBackRequest body, Caller caller, IdempotentCall call)
    {
        var found = await Require(id, caller);
        if (body.Score is not null && body.Outcome != CallBackOutcome.Done)
            throw Refusal.Invalid("score", "办好了的才记评分");
        var communityName = await areas.NameOf(found.Place.CommunityId);
        return await call.Move(async tx =>
        {
            await Record(tx, found, body, caller.UserId, time.Now());
            return CallBackViews.Of((await store.Find(tx, id.Value))!, await wishes.Find(tx, found.WishId), communityName);
        });
    }

    /// <summary>Each opening is a row that the resident can read. A repeat is answered only while the call is due.</summary>
    private async Task<IResult> Reveal(EntityId id, Caller caller, IdempotentCall call)
    {
        var found = await Require(id, caller);
        return await call.Create(
            async tx =>
            {
                var now = time.Now();
                if (!await store.LockDue(tx, id.Value, now) || await wishes.FindContact(tx, found.WishId) is not { } contact)
                    throw new Refusal(WishErrors.CallBackOver);
                if (await openings.AllowStaff(tx, caller.UserId, now))
                    await openings.Tell(tx, found.Place, WishNews.ContactsOpened, found.WishId, caller.UserId, now);
                await store.AddReveal(tx, found, caller.UserId, contact.Fields, now);
                return new RevealContactResponse(contact);
            },
            _ => $"/api/v1/wishes/{found.WishId}/contact-reveals",
            async session =>
            {
                if (!await store.IsDueNow(session, id.Value, time.Now()))
                    throw new Refusal(WishErrors.CallBackOver);
            });
    }

    private async Task<CallBack> Require(EntityId id, Caller caller)
    {
        var found = await db.Read(session => store.Find(session, id.Value));
        if (found is null || !caller.IsStaffOf(found.Place.DistrictId, found.Place.StreetId, found.Place.CommunityId))
            throw new Refusal(RequestErrors.NotFound);
        var isConcerned = found.AuthorId == caller.UserId || (await db.Read(session => parts.Of(session, found.WishId, caller.UserId))).IsInClaim;
        return isConcerned ? throw new Refusal(WishErrors.OwnCase, "这件事和您有关，请由其他工作人员回访") : found;
    }

    private async Task Record(Tx tx, CallBack call, RecordCallBackRequest body, long staffId, DateTimeOffset now)
    {
        var wish = (await wishes.Find(tx, call.WishId))!;
        var to = body.Outcome switch
        {
            CallBackOutcome.Done => await Done(tx, call, wish, body, staffId, now),
            CallBackOutcome.NotDone => await NotDone(tx, call, body, staffId, now),
            _ => await NoAnswer(tx, call, body, staffId, now),
        };
        await moves.Record(tx, wish, new WishMove(WishAction.CallBack, WishStatus.FulfilledUnconfirmed, to, WishActor.Staff, staffId), now);
    }

    private async Task<WishStatus> Done(Tx tx, CallBack call, Wish wish, RecordCallBackRequest body, long staffId, DateTimeOffset now)
    {
        Require(await store.Record(tx, call.Id, CallBackStatus.Done, staffId, body.Score, body.Note, now));
        Require(await store.Confirm(tx, call.WishId, body.Score));
        await outcomes.Complete(tx, wish, isConfirmed: true, now);
        return WishStatus.Fulfilled;
    }

    private async Task<WishStatus> NotDone(Tx tx, CallBack call, RecordCallBackRequest body, long staffId, DateTimeOffset now)
    {
        Require(await store.Record(tx, call.Id, CallBackStatus.NotDone, staffId, score: null, body.Note, now));
        Require(await store.Dispute(tx, call.WishId, call.ClaimId));
        return WishStatus.Disputed;
    }

    private async Task<WishStatus> NoAnswer(Tx tx, CallBack call, RecordCallBackRequest body, long staffId, DateTimeOffset now)
    {
        if (await store.TryAgain(tx, call.Id, staffId, body.Note, now + options.Value.CallBackAgain, now) == 0)
        {
            Require(await store.Record(tx, call.Id, CallBackStatus.NoAnswer, staffId, score: null, body.Note, now));
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
