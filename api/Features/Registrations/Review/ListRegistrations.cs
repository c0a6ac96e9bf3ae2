using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Registrations.Review;

/// <param name="Status">The state in which they are; <c>submitted</c>, those that wait for staff, unless another is asked for.</param>
/// <param name="AreaId">One of the caller's areas or something below it; the caller's own area unless told.</param>
public sealed record ListRegistrationsRequest(RegistrationStatus? Status, string? AreaId, PageQuery Page);

/// <summary>Staff look through the registrations of their area that are in one state, oldest first.</summary>
public sealed class ListRegistrations(RegistrationStore registrations, AreaStore areas, Db db)
    : ReadOperation<ListRegistrationsRequest, Page<RegistrationView>>
{
    public override void Configure()
    {
        Get("/registrations");
        Group<Staff>();
        Reads();
    }

    protected override async Task<Page<RegistrationView>> Read(ListRegistrationsRequest request, CancellationToken ct)
    {
        var (wanted, page) = (request.Status ?? RegistrationStatus.Submitted, request.Page);
        var subtree = await StaffScope.Of(Caller, request.AreaId, areas);
        var rows = await db.Read(session => registrations.ListQueue(session, subtree, wanted, page.AfterOr(0), page.Rows));
        return await page.Cut(rows, row => [row.Id], async row =>
            RegistrationViews.Of(row, await areas.NameOf(row.Place.CommunityId), RegistrationActor.Staff));
    }
}
