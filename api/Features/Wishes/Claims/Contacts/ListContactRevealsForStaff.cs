using FastEndpoints;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.Claims.Contacts;

/// <summary>Staff of the area read who opened the resident's contact, and when, when they are told of somebody who opened many.</summary>
public sealed class ListContactRevealsForStaff(WishAccess access, ContactReveals reveals) : ReadOperation<EmptyRequest, Whole<StaffContactRevealView>>
{
    public override void Configure()
    {
        Get("/wishes/{id}/contact-reveals");
        Group<Staff>();
        Reads(RequestErrors.NotFound, WishErrors.OwnCase);
    }

    protected override async Task<Whole<StaffContactRevealView>> Read(EmptyRequest request, CancellationToken ct)
    {
        await access.ForReview(Id, Caller);
        return new Whole<StaffContactRevealView>(await reveals.List(Id));
    }
}
