using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Registrations.Applying;

/// <summary>The caller looks through their own registrations, newest first.</summary>
public sealed class ListMyRegistrations(RegistrationStore registrations, AreaStore areas, Db db) : ReadOperation<PageQuery, Page<RegistrationView>>
{
    public override void Configure()
    {
        Get("/me/registrations");
        Group<People>();
        Reads();
    }

    protected override async Task<Page<RegistrationView>> Read(PageQuery request, CancellationToken ct)
    {
        var rows = await db.Read(session => registrations.ListMine(session, Caller.UserId, request.AfterOr(long.MaxValue), request.Rows));
        return await request.Cut(rows, row => [row.Id], async row =>
            RegistrationViews.Of(row, await areas.NameOf(row.Place.CommunityId), RegistrationActor.Applicant));
    }
}
