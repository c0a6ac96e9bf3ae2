using FastEndpoints;
using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Cases;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using ContactOpenings = LinYuan.Api.Features.Wishes.Claims.ContactOpenings;
using WishErrors = LinYuan.Api.Features.Wishes.WishErrors;
using static LinYuan.Api.Features.Clues.Core.ClueErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Clues.Calls;

public sealed record RevealReporterPhoneResponse(string Phone);

/// <summary>Staff open the phone of a reporter whom they are about to ring; the reporter can read that they did.</summary>
public sealed class RevealReporterPhone(
    ClueCases clues, ClueRevealStore reveals, ReporterPhone phone, ContactOpenings openings, TimeProvider time) : Operation<EmptyRequest, RevealReporterPhoneResponse>
{
    public override void Configure()
    {
        Post("/clues/{id}/contact-reveals");
        Group<Staff>();
        Creates(NotFound, AccessDenied, OwnCase, SamePerson, CallNotDue, NoPhone, WishErrors.ContactLimit);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        var seen = await clues.Require(Id.Value, Caller, ClueAction.RecordCallBack);
        return await Call.Create(
            tx => Open(tx, seen.Case.Id),
            _ => $"/api/v1/clues/{Id}/contact-reveals",
            // A repeat is answered only while the call is due.
            async session => ReporterPhone.RequireDue((await clues.Find(session, Id.Value))!, Caller, time.Now()));
    }

    /// <summary>Each opening is a row that the reporter can read.</summary>
    private async Task<RevealReporterPhoneResponse> Open(Tx tx, long id)
    {
        var now = time.Now();
        var clue = (await clues.Lock(tx, id))!;
        ReporterPhone.RequireDue(clue, Caller, now);
        var number = await phone.Of(tx, clue);
        if (await openings.AllowStaff(tx, Caller.UserId, now))
            await openings.Tell(tx, clue.Area, ClueNews.PhonesOpened, clue.Id, Caller.UserId, now);
        await reveals.Add(tx, clue.Id, Caller.UserId, now);
        return new RevealReporterPhoneResponse(number);
    }
}
