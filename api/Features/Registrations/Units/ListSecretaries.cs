using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Registrations.Units;

/// <param name="IsActive">False once the person's registration of the unit has ended: the role does nothing then.</param>
public sealed record SecretaryView(EntityId MemberId, string Name, bool IsActive, DateTimeOffset AppointedAt)
{
    public static SecretaryView Of(Secretary row) => new(new EntityId(row.UserId), Mask.Name(row.RealName), row.IsActive, row.AppointedAt);
}

/// <summary>Staff of the district look through those who speak for a unit.</summary>
public sealed class ListSecretaries(DistrictUnits districtUnits, UnitStore units, Db db) : ReadOperation<PageQuery, Page<SecretaryView>>
{
    public override void Configure()
    {
        Get("/units/{id}/secretaries");
        Group<Staff>();
        Reads(RequestErrors.NotFound);
    }

    protected override async Task<Page<SecretaryView>> Read(PageQuery request, CancellationToken ct)
    {
        var after = request.AfterOr(0);
        await districtUnits.Require(Id, Caller);
        var rows = await db.Read(session => units.ListSecretaries(session, Id.Value, after, request.Rows));
        return request.Cut(rows, row => [row.UserId], SecretaryView.Of);
    }
}
