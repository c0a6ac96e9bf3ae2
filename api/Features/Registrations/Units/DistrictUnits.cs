using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Registrations.Units;

/// <summary>Which units staff may look after: those of the districts that they are staff of.</summary>
public sealed class DistrictUnits(UnitStore units, Db db)
{
    /// <summary>A unit of a district that the caller is staff of; any other is not there.</summary>
    public async Task<Unit> Require(EntityId id, Caller caller) =>
        await db.Read(session => units.Find(session, id.Value)) is { } unit && caller.IsStaffOf(unit.DistrictId)
            ? unit
            : throw new Refusal(RequestErrors.NotFound);
}
