using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Privacy.Details;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using ContactOpenings = LinYuan.Api.Features.Wishes.ContactOpenings;

namespace LinYuan.Api.Features.Clues;

/// <param name="Score">What the reporter gives, 1 to 5.</param>
/// <param name="Note">For the staff, the owner and the reporter.</param>
public sealed record RecordClueCallBackRequest(
    [property: Needed] CallBackAnswer? Answer, [property: Between(1, 5)] int? Score, [property: Text(1, 200, Optional = true)] string? Note);

public sealed record RevealReporterPhoneResponse(string Phone);

/// <summary>
/// 电话回访: staff of the area ring a reporter who has not answered, and write down what the reporter says. Never about their own report
/// or their own work, and only where a call was drawn: else those who are content could be picked. Nothing is written down by anyone who
/// has not opened the phone: nobody invents an answer without leaving a trace that the reporter reads.
/// </summary>
public sealed class RecordClueCallBack(
    ClueAccess access, CallBackClue callBack, ClueStore clues, ClueRevealStore reveals, MemberStore members, ContactOpenings openings, TimeProvider time)
{
    /// <summary>Staff write down what the reporter said on the phone; only who has opened the phone for this result.</summary>
    public static Task<IResult> Handle(EntityId id, RecordClueCallBackRequest body, Caller caller, IdempotentCall call, RecordClueCallBack record) =>
        record.Record(id, body, caller, call);

    /// <summary>Staff open the phone of a reporter whom they are about to ring; the reporter can read that they did.</summary>
    public static Task<IResult> RevealReporterPhone(EntityId id, Caller caller, IdempotentCall call, RecordClueCallBack record) =>
        record.Reveal(id, caller, call);

    private async Task<IResult> Record(EntityId id, RecordClueCallBackRequest body, Caller caller, IdempotentCall call)
    {
        var seen = await access.As(ClueActor.Desk, id, caller);
        // The owner reads it too, who may be no staff and has no business with the reporter's number.
        if (PersonalDetails.Has(body.Note ?? ""))
            throw new Refusal(ClueErrors.PersonalDetails, "备注里有电话、证件号码等个人信息，请改写后再提交");
        var step = new ClueStep(ClueAction.RecordCallBack, ClueActor.Desk, body.Note);
        return await call.With(seen.Clue.OwnerId ?? caller.UserId).Move(tx => callBack.Take(tx, step, seen, caller, async (inside, clue, now) =>
        {
            await RequireRung(inside, clue, caller, now);
            return clue with { Answer = body.Answer, Score = body.Score, IsByPhone = true };
        }));
    }

    /// <summary>Each opening is a row that the reporter can read. A repeat is answered only while the call is due.</summary>
    private async Task<IResult> Reveal(EntityId id, Caller caller, IdempotentCall call)
    {
        var seen = await access.As(ClueActor.Desk, id, caller);
        return await call.Create(
            async tx =>
            {
                var now = time.Now();
                var clue = (await clues.Lock(tx, seen.Clue.Id))!;
                RequireDue(clue, caller, now);
                var phone = await PhoneOf(tx, clue);
                if (await openings.AllowStaff(tx, caller.UserId, now))
                    await openings.Tell(tx, clue.Area, ClueNews.PhonesOpened, clue.Id, caller.UserId, now);
                await reveals.Add(tx, clue.Id, caller.UserId, now);
                return new RevealReporterPhoneResponse(phone);
            },
            _ => $"/api/v1/clues/{id}/contact-reveals",
            async session => RequireDue((await clues.Find(session, id.Value))!, caller, time.Now()));
    }

    private async Task RequireRung(Tx tx, Clue clue, Caller caller, DateTimeOffset now)
    {
        RequireDue(clue, caller, now);
        await PhoneOf(tx, clue);
        if (!await reveals.WasOpenedBy(tx, clue.Id, caller.UserId, clue.ResolvedAt!.Value))
            throw new Refusal(ClueErrors.CallFirst);
    }

    private async Task<string> PhoneOf(Tx tx, Clue clue) =>
        (await members.FindProfile(tx, clue.ReporterId))?.Phone ?? throw new Refusal(ClueErrors.NoPhone);

    private static void RequireDue(Clue clue, Caller caller, DateTimeOffset now)
    {
        if (clue.OwnerId == caller.UserId)
            throw new Refusal(ClueErrors.SamePerson);
        if (!ClueRules.IsToBeCalled(clue, now))
            throw new Refusal(ClueErrors.CallNotDue);
    }
}
