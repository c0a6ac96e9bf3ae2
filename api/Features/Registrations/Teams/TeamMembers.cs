using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LinYuan.Api.Features.Registrations;

/// <summary>Who belongs to a team: kept by the staff of its area and by its leader, who see masked names.</summary>
public sealed class TeamMembers(SetUpTeam setUp, TeamStore teams, RegistrationStore registrations, Db db, TimeProvider time)
{
    /// <summary>Staff add a member to a team.</summary>
    public static async Task<IResult> Add(EntityId id, GroupMemberRequest body, Caller caller, IdempotentCall call, TeamMembers members) =>
        await members.Add(await members.RequireOfArea(id, caller), body, caller, call);

    /// <summary>Staff take a member out of a team.</summary>
    public static async Task<NoContent> Remove(EntityId id, EntityId memberId, Caller caller, TeamMembers members) =>
        await members.Remove(await members.RequireOfArea(id, caller), memberId, caller);

    /// <summary>The members of a team, by masked names.</summary>
    public static async Task<Page<GroupMemberView>> List(EntityId id, PageQuery page, Caller caller, TeamMembers members) =>
        await members.List(await members.RequireOfArea(id, caller), page);

    /// <summary>The team's leader adds a member.</summary>
    public static async Task<IResult> AddMy(EntityId id, GroupMemberRequest body, Caller caller, IdempotentCall call, TeamMembers members) =>
        await members.Add(await members.RequireLed(id, caller), body, caller, call);

    /// <summary>The team's leader takes a member out.</summary>
    public static async Task<NoContent> RemoveMy(EntityId id, EntityId memberId, Caller caller, TeamMembers members) =>
        await members.Remove(await members.RequireLed(id, caller), memberId, caller);

    /// <summary>The members of the team that the caller leads, by masked names.</summary>
    public static async Task<Page<GroupMemberView>> ListMy(EntityId id, PageQuery page, Caller caller, TeamMembers members) =>
        await members.List(await members.RequireLed(id, caller), page);

    private Task<Team> RequireOfArea(EntityId id, Caller caller) => setUp.Require(id, caller);

    private Task<Team> RequireLed(EntityId id, Caller caller) => db.Read(async session =>
        await teams.Find(session, id.Value) is not { } team ? throw new Refusal(RequestErrors.NotFound)
        : await teams.IsLeader(session, id.Value, caller.UserId) ? team
        : throw new Refusal(RequestErrors.AccessDenied));

    private async Task<IResult> Add(Team team, GroupMemberRequest body, Caller caller, IdempotentCall call)
    {
        var userId = await db.Read(session => body.FindPerson(session, registrations));
        return await call.With(userId).Create(
            async tx =>
            {
                var member = await setUp.RequireHelper(tx, userId, team.DistrictId, body.MemberId is null ? "registrationId" : "memberId");
                await teams.AddMember(tx, team.Id, userId, caller.UserId, time.Now());
                return GroupMemberView.Of(new GroupMember(userId, member.RealName));
            },
            _ => $"/staff/v1/teams/{team.Id}/members");
    }

    private async Task<NoContent> Remove(Team team, EntityId memberId, Caller caller)
    {
        await db.InTransaction(caller, tx => teams.RemoveMember(tx, team.Id, memberId.Value));
        return TypedResults.NoContent();
    }

    private async Task<Page<GroupMemberView>> List(Team team, PageQuery page)
    {
        var after = page.AfterOr(0);
        var rows = await db.Read(session => teams.ListMembers(session, team.Id, after, page.Rows));
        return page.Cut(rows, row => [row.UserId], GroupMemberView.Of);
    }
}
