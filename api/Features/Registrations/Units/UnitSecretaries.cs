using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LinYuan.Api.Features.Registrations;

/// <param name="IsActive">False once the person's registration of the unit has ended: the role does nothing then.</param>
public sealed record SecretaryView(EntityId MemberId, string Name, bool IsActive, DateTimeOffset AppointedAt);

/// <summary>Staff of the district say who speaks for a unit (单位联络员).</summary>
public sealed class UnitSecretaries(SetUpUnit setUp, UnitStore units, RegistrationStore registrations, Db db, TimeProvider time)
{
    /// <summary>Staff of the district say who speaks for a unit (单位联络员).</summary>
    public static Task<IResult> Appoint(EntityId id, GroupMemberRequest body, Caller caller, IdempotentCall call, UnitSecretaries secretaries) =>
        secretaries.Appoint(id, body, caller, call);

    /// <summary>The member no longer speaks for the unit.</summary>
    public static Task<NoContent> Dismiss(EntityId id, EntityId memberId, Caller caller, UnitSecretaries secretaries) =>
        secretaries.Dismiss(id, memberId, caller);

    /// <summary>Who speaks for a unit.</summary>
    public static Task<Page<SecretaryView>> List(EntityId id, PageQuery page, Caller caller, UnitSecretaries secretaries) =>
        secretaries.List(id, page, caller);

    private async Task<NoContent> Dismiss(EntityId id, EntityId memberId, Caller caller)
    {
        await setUp.Require(id, caller);
        await db.InTransaction(caller, tx => units.Dismiss(tx, id.Value, memberId.Value));
        return TypedResults.NoContent();
    }

    private async Task<Page<SecretaryView>> List(EntityId id, PageQuery page, Caller caller)
    {
        var after = page.AfterOr(0);
        await setUp.Require(id, caller);
        var rows = await db.Read(session => units.ListSecretaries(session, id.Value, after, page.Rows));
        return page.Cut(rows, row => [row.UserId], ViewOf);
    }

    private async Task<IResult> Appoint(EntityId id, GroupMemberRequest body, Caller caller, IdempotentCall call)
    {
        var unit = await setUp.Require(id, caller);
        var member = await db.Read(session => body.FindPerson(session, registrations));
        return await call.With(member).Create(
            async tx =>
            {
                await RequireMember(tx, unit.Id, member, body);
                await units.Appoint(tx, unit.Id, member, caller.UserId, time.Now());
                return ViewOf((await units.ListSecretaries(tx, unit.Id, member - 1, 1))[0]);
            },
            _ => $"/staff/v1/units/{id}/secretaries");
    }

    private async Task RequireMember(Tx tx, long unitId, long userId, GroupMemberRequest body)
    {
        if ((await registrations.FindActive(tx, userId, RegistrationKind.InService))?.UnitId != unitId)
            throw Refusal.Invalid(body.MemberId is null ? "registrationId" : "memberId", "须是这个单位里在职报到已通过的成员");
    }

    private static SecretaryView ViewOf(Secretary row) =>
        new(new EntityId(row.UserId), Mask.Name(row.RealName), row.IsActive, row.AppointedAt);
}
