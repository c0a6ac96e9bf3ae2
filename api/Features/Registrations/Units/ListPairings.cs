using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Registrations.Units;

public sealed record PairingView(EntityId CommunityId, string CommunityName, DateTimeOffset PairedAt);

/// <summary>Staff of the district look through the communities that a unit is paired with (结对).</summary>
public sealed class ListPairings(DistrictUnits districtUnits, UnitStore units, AreaStore areas, Db db) : ReadOperation<PageQuery, Page<PairingView>>
{
    public override void Configure()
    {
        Get("/units/{id}/pairings");
        Group<Staff>();
        Reads(RequestErrors.NotFound);
    }

    protected override async Task<Page<PairingView>> Read(PageQuery request, CancellationToken ct)
    {
        var after = request.AfterOr(0);
        await districtUnits.Require(Id, Caller);
        var rows = await db.Read(session => units.ListPairings(session, Id.Value, after, request.Rows));
        return await request.Cut(rows, row => [row.CommunityId], async row =>
            new PairingView(new EntityId(row.CommunityId), await areas.NameOf(row.CommunityId), row.PairedAt));
    }
}
