using FastEndpoints;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Registrations.Units;

/// <summary>A unit as staff of its district see it, with its exact numbers.</summary>
public sealed record StaffUnitView(EntityId Id, EntityId DistrictId, string Name, int EligibleMembers)
{
    public static StaffUnitView Of(Unit unit) => new(new EntityId(unit.Id), new EntityId(unit.DistrictId), unit.Name, unit.EligibleMembers);
}

/// <summary>Staff of a district read one of its units, with its exact numbers.</summary>
public sealed class GetUnit(DistrictUnits districtUnits) : ReadOperation<EmptyRequest, StaffUnitView>
{
    public override void Configure()
    {
        Get("/units/{id}");
        Group<Staff>();
        Reads(RequestErrors.NotFound);
    }

    protected override async Task<StaffUnitView> Read(EmptyRequest request, CancellationToken ct) =>
        StaffUnitView.Of(await districtUnits.Require(Id, Caller));
}
