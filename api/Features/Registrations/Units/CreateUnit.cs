using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy.Details;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Registrations.Units;

/// <param name="EligibleMembers">Members in service whom the unit counts: the denominator of the registration rate.</param>
/// <param name="DistrictId">Needed only by who is staff of several districts.</param>
[ValidatableType]
public sealed record CreateUnitRequest(
    [property: Text(2, 60), ForOthers(MayNameDoors = true)] string Name, [property: Needed, Between(0, 1000000)] int? EligibleMembers, EntityId? DistrictId = null);

/// <summary>Staff of a district enter a unit (单位) of it.</summary>
public sealed class CreateUnit(UnitStore units, AreaStore areas, TimeProvider time) : Operation<CreateUnitRequest, StaffUnitView>
{
    public override void Configure()
    {
        Post("/units");
        Group<Staff>();
        Creates(RequestErrors.NotFound, UnitErrors.NameTaken);
    }

    protected override async Task<IResult> Handle(CreateUnitRequest request, CancellationToken ct)
    {
        var district = request.DistrictId is { } wanted ? await RequireOwn(wanted) : await FirstOwn();
        return await Call.Create(
            async tx =>
            {
                var id = await units.Add(tx, district, request.Name, request.EligibleMembers!.Value, time.Now())
                    ?? throw new Refusal(UnitErrors.NameTaken);
                return StaffUnitView.Of((await units.Find(tx, id))!);
            },
            view => $"/staff/v1/units/{view.Id}");
    }

    private async Task<long> RequireOwn(EntityId district) =>
        Caller.IsStaffOf(district.Value) && await areas.Find(district.Value) is { Level: AreaLevel.District }
            ? district.Value
            : throw new Refusal(RequestErrors.NotFound);

    private async Task<long> FirstOwn()
    {
        foreach (var role in Caller.Roles.Where(role => role.Role == Shared.Sessions.Caller.StaffRole))
        {
            if (await areas.Find(role.AreaId) is { Level: AreaLevel.District } own)
                return own.Id;
        }
        throw new Refusal(RequestErrors.AccessDenied);
    }
}
