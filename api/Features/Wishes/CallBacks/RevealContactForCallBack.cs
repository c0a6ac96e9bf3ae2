using FastEndpoints;
using LinYuan.Api.Features.Wishes.Claims;
using LinYuan.Api.Features.Wishes.Claims.Contacts;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.CallBacks;

/// <summary>Staff who make the call open the resident's number; the resident can read that they did.</summary>
public sealed class RevealContactForCallBack(
    CallBackAccess access, CallBackStore store, WishStore wishes, ContactOpenings openings, TimeProvider time) : Operation<EmptyRequest, RevealContactResponse>
{
    public override void Configure()
    {
        Post("/call-backs/{id}/contact-reveals");
        Group<Staff>();
        Creates(RequestErrors.NotFound, WishErrors.OwnCase, WishErrors.CallBackOver, WishErrors.ContactLimit);
    }

    /// <summary>Each opening is a row that the resident can read. A repeat is answered only while the call is due.</summary>
    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        var found = await access.Require(Id, Caller);
        return await Call.Create(tx => Open(tx, found), _ => $"/api/v1/wishes/{found.WishId}/contact-reveals", async session =>
        {
            if (!await store.IsDueNow(session, found.Id, time.Now()))
                throw new Refusal(WishErrors.CallBackOver);
        });
    }

    private async Task<RevealContactResponse> Open(Tx tx, CallBack found)
    {
        var now = time.Now();
        if (!await store.LockDue(tx, found.Id, now) || await wishes.FindContact(tx, found.WishId) is not { } contact)
            throw new Refusal(WishErrors.CallBackOver);
        if (await openings.AllowStaff(tx, Caller.UserId, now))
            await openings.Tell(tx, found.Place, WishNews.ContactsOpened, found.WishId, Caller.UserId, now);
        await store.AddReveal(tx, found, Caller.UserId, contact.Fields, now);
        return new RevealContactResponse(contact);
    }
}
