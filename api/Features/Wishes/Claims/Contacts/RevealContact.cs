using FastEndpoints;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.Claims.Contacts;

public sealed record RevealContactResponse(WishContact Contact);

/// <summary>The current claimer opens the contact again during the lease; each opening is a row that the resident can read.</summary>
public sealed class RevealContact(WishAccess access, WishStore wishes, WishClaimStore claims, ContactOpenings openings, TimeProvider time)
    : Operation<EmptyRequest, RevealContactResponse>
{
    public override void Configure()
    {
        Post("/wishes/{id}/contact-reveals");
        Group<People>();
        Creates(
            RequestErrors.NotFound, RequestErrors.AccessDenied, RegistrationErrors.Required, WishErrors.LeaseOver, WishErrors.WrongState,
            WishErrors.ContactLimit);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        await access.Visible(Id, Caller);
        return await Call.Create(
            Open, _ => $"/api/v1/wishes/{Id}/contact-reveals", session => access.RequireHeld(session, Id.Value, Caller, time.Now()));
    }

    private async Task<RevealContactResponse> Open(Tx tx)
    {
        var (id, now) = (Id.Value, time.Now());
        var wish = (await wishes.Find(tx, id))!;
        if (!wish.IsHeldBy(Caller, now))
            throw await access.WhyNotClaimer(tx, id, Caller, now);
        await access.RequireHelper(tx, Caller);
        await openings.Allow(tx, wish, Caller.UserId, now);
        var contact = (await wishes.FindContact(tx, id))!;
        await claims.AddReveal(tx, id, wish.ClaimId!.Value, Caller.UserId, contact.Fields, now);
        return new RevealContactResponse(contact);
    }
}
