using FastEndpoints;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.Claims.Contacts;

/// <summary>The resident reads who opened the contact of their wish, and when; nobody else does here.</summary>
public sealed class ListContactReveals(WishAccess access, ContactReveals reveals) : ReadOperation<EmptyRequest, Whole<ContactRevealView>>
{
    public override void Configure()
    {
        Get("/wishes/{id}/contact-reveals");
        Group<People>();
        Reads(RequestErrors.NotFound, RequestErrors.AccessDenied);
    }

    protected override async Task<Whole<ContactRevealView>> Read(EmptyRequest request, CancellationToken ct)
    {
        await access.Own(Id, Caller);
        return new Whole<ContactRevealView>(
            [.. (await reveals.List(Id)).Select(reveal => new ContactRevealView(reveal.At, reveal.Who, reveal.Fields))]);
    }
}
