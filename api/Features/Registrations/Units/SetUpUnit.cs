using System.ComponentModel.DataAnnotations;
using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Privacy.Details;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Registrations;

/// <param name="EligibleMembers">Members in service whom the unit counts: the denominator of the registration rate.</param>
/// <param name="DistrictId">Needed only by who is staff of several districts.</param>
public sealed record CreateUnitRequest(
    [property: Text(2, 60), ForOthers(MayNameDoors = true)] string Name, [property: Needed, Between(0, 1000000)] int? EligibleMembers, EntityId? DistrictId = null);

/// <summary>What is left out stays as it is.</summary>
public sealed record ChangeUnitRequest(
    [property: Text(2, 60, Optional = true), ForOthers(MayNameDoors = true), MinLength(1, ErrorMessage = "请填写")] string? Name = null,
    [property: Between(0, 1000000)] int? EligibleMembers = null);

/// <summary>A unit as staff of its district see it, with its exact numbers.</summary>
public sealed record StaffUnitView(EntityId Id, EntityId DistrictId, string Name, int EligibleMembers);

/// <summary>Staff of a district keep its list of units.</summary>
public sealed class SetUpUnit(UnitStore units, AreaStore areas, Db db, TimeProvider time)
{
    /// <summary>Staff of the district enter a unit (单位).</summary>
    public static Task<IResult> Create(CreateUnitRequest body, Caller caller, IdempotentCall call, SetUpUnit setUp) =>
        setUp.Enter(body, caller, call);

    /// <summary>Staff of the district change a unit.</summary>
    public static Task<StaffUnitView> Change(EntityId id, ChangeUnitRequest body, Caller caller, SetUpUnit setUp) =>
        setUp.Change(id, body, caller);

    /// <summary>A unit of a district that the caller is staff of; any other is not there.</summary>
    public async Task<Unit> Require(EntityId id, Caller caller) =>
        await db.Read(session => units.Find(session, id.Value)) is { } unit && caller.IsStaffOf(unit.DistrictId)
            ? unit
            : throw new Refusal(RequestErrors.NotFound);

    private async Task<IResult> Enter(CreateUnitRequest body, Caller caller, IdempotentCall call)
    {
        var district = await DistrictOf(body.DistrictId, caller);
        return await call.Create(
            async tx =>
            {
                var id = await units.Add(tx, district, body.Name, body.EligibleMembers!.Value, time.Now()) ?? throw new Refusal(UnitErrors.NameTaken);
                return ViewOf((await units.Find(tx, id))!);
            },
            view => $"/staff/v1/units/{view.Id}");
    }

    private async Task<StaffUnitView> Change(EntityId id, ChangeUnitRequest body, Caller caller)
    {
        await Require(id, caller);
        if (!await db.InTransaction(caller, tx => units.Change(tx, id.Value, body.Name, body.EligibleMembers)))
            throw new Refusal(UnitErrors.NameTaken);
        return ViewOf(await Require(id, caller));
    }

    private async Task<long> DistrictOf(EntityId? wanted, Caller caller)
    {
        if (wanted is { } id)
        {
            return caller.IsStaffOf(id.Value) && await areas.Find(id.Value) is { Level: AreaLevel.District }
                ? id.Value
                : throw new Refusal(RequestErrors.NotFound);
        }
        foreach (var role in caller.Roles.Where(role => role.Role == Caller.StaffRole))
        {
            if (await areas.Find(role.AreaId) is { Level: AreaLevel.District } own)
                return own.Id;
        }
        throw new Refusal(RequestErrors.AccessDenied);
    }

    private static StaffUnitView ViewOf(Unit unit) =>
        new(new EntityId(unit.Id), new EntityId(unit.DistrictId), unit.Name, unit.EligibleMembers);
}

/// <summary>A unit of the caller's district, with its exact numbers.</summary>
public static class GetUnit
{
    public static async Task<StaffUnitView> Handle(EntityId id, Caller caller, SetUpUnit setUp)
    {
        var unit = await setUp.Require(id, caller);
        return new StaffUnitView(id, new EntityId(unit.DistrictId), unit.Name, unit.EligibleMembers);
    }
}
