using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Registrations.Teams.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LinYuan.Api.Features.Registrations.Teams;

/// <summary>Who belongs to a team: kept in the same way by the staff of its area and by its leader, who see masked names.</summary>
public sealed class TeamMembers(TeamAccess access, TeamStore teams, RegistrationStore registrations, Db db, TimeProvider time)
{
    public async Task<Page<GroupMemberView>> List(Team team, PageQuery page)
    {
        var after = page.AfterOr(0);
        var rows = await db.Read(session => teams.ListMembers(session, team.Id, after, page.Rows));
        return page.Cut(rows, row => [row.UserId], GroupMemberView.Of);
    }

    public async Task<IResult> Add(IdempotentCall call, Caller caller, Team team, GroupMemberRequest request)
    {
        var userId = await db.Read(session => request.FindPerson(session, registrations));
        return await call.With(userId).Create(
            async tx =>
            {
                var member = await access.RequireHelper(tx, userId, team.DistrictId, request.PersonField);
                await teams.AddMember(tx, team.Id, userId, caller.UserId, time.Now());
                return GroupMemberView.Of(new GroupMember(userId, member.RealName));
            },
            _ => $"/staff/v1/teams/{team.Id}/members");
    }

    public async Task<NoContent> Remove(Caller caller, Team team, EntityId memberId)
    {
        await db.InTransaction(caller, tx => teams.RemoveMember(tx, team.Id, memberId.Value));
        return TypedResults.NoContent();
    }
}
