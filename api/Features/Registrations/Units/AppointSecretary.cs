using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Registrations.Units;

/// <summary>Staff of the district say who speaks for a unit (单位联络员).</summary>
public sealed class AppointSecretary(
    DistrictUnits districtUnits, UnitStore units, RegistrationStore registrations, Db db, TimeProvider time)
    : Operation<GroupMemberRequest, SecretaryView>
{
    public override void Configure()
    {
        Post("/units/{id}/secretaries");
        Group<Staff>();
        Creates(RequestErrors.NotFound);
    }

    protected override async Task<IResult> Handle(GroupMemberRequest request, CancellationToken ct)
    {
        var unit = await districtUnits.Require(Id, Caller);
        var member = await db.Read(session => request.FindPerson(session, registrations));
        return await Call.With(member).Create(
            async tx =>
            {
                if ((await registrations.FindActive(tx, member, RegistrationKind.InService))?.UnitId != unit.Id)
                    throw Refusal.Invalid(request.PersonField, "须是这个单位里在职报到已通过的成员");
                await units.Appoint(tx, unit.Id, member, Caller.UserId, time.Now());
                return SecretaryView.Of((await units.ListSecretaries(tx, unit.Id, member - 1, 1))[0]);
            },
            _ => $"/staff/v1/units/{Id}/secretaries");
    }
}
