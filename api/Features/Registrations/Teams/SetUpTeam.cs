using System.ComponentModel.DataAnnotations;
using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Privacy.Details;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Registrations;

/// <param name="LeaderId">Somebody of the district with an active registration, and not as a courier only.</param>
public sealed record CreateTeamRequest(
    [property: Needed] EntityId? CommunityId, [property: Text(2, 40), ForOthers(MayNameDoors = true)] string Name, TeamKind? Kind, [property: Needed] EntityId? LeaderId);

/// <summary>What is left out stays as it is.</summary>
public sealed record ChangeTeamRequest(
    [property: Text(2, 40, Optional = true), ForOthers(MayNameDoors = true), MinLength(1, ErrorMessage = "请填写")] string? Name = null, TeamKind? Kind = null, EntityId? LeaderId = null);

/// <param name="Leader">Null once the leader has gone or is no longer registered.</param>
public sealed record TeamView(
    EntityId Id, EntityId CommunityId, string CommunityName, string Name, TeamKind Kind, GroupMemberView? Leader);

/// <summary>Staff of the community, its street or its district set up volunteer teams.</summary>
public sealed class SetUpTeam(TeamStore teams, RegistrationStore registrations, AreaStore areas, Db db, TimeProvider time)
{
    /// <summary>Staff of the community, its street or its district set up a volunteer team.</summary>
    public static Task<IResult> Create(CreateTeamRequest body, Caller caller, IdempotentCall call, SetUpTeam setUp) =>
        setUp.Enter(body, caller, call);

    /// <summary>Staff of the area change a team or who leads it.</summary>
    public static Task<TeamView> Change(EntityId id, ChangeTeamRequest body, Caller caller, SetUpTeam setUp) =>
        setUp.Change(id, body, caller);

    /// <summary>A team of the caller's area.</summary>
    public static async Task<TeamView> Get(EntityId id, Caller caller, SetUpTeam setUp) =>
        await setUp.ViewOf(await setUp.Require(id, caller));

    /// <summary>The teams of the caller's area.</summary>
    public static Task<Page<TeamView>> List(string? areaId, PageQuery page, Caller caller, SetUpTeam setUp) => setUp.List(areaId, page, caller);

    /// <summary>A team of the caller's area; any other is not there.</summary>
    public async Task<Team> Require(EntityId id, Caller caller) =>
        await db.Read(session => teams.Find(session, id.Value)) is { } team && caller.IsStaffOf(team.DistrictId, team.StreetId, team.CommunityId)
            ? team
            : throw new Refusal(RequestErrors.NotFound);

    /// <summary>Whoever is to lead or join must be known in the district, so that staff cannot look up people of anywhere by trying ids.</summary>
    public async Task<Registration> RequireHelper(DbSession session, long userId, long districtId, string field) =>
        await registrations.FindActive(session, userId, RegistrationKinds.Helpers) is { } found && found.Place.DistrictId == districtId
            ? found
            : throw Refusal.Invalid(field, "须是本区县报到已通过的成员（只以小哥身份报到的除外）");

    private async Task<Page<TeamView>> List(string? areaId, PageQuery page, Caller caller)
    {
        var after = page.AfterOr(0);
        var subtree = await StaffScope.Of(caller, areaId, areas);
        var rows = await db.Read(session => teams.List(session, subtree, after, page.Rows));
        return await page.Cut(rows, row => [row.Id], ViewOf);
    }

    private async Task<IResult> Enter(CreateTeamRequest body, Caller caller, IdempotentCall call)
    {
        var place = await areas.PlaceIn(body.CommunityId!.Value, "communityId");
        if (!caller.IsStaffOf(place.DistrictId, place.StreetId, place.CommunityId))
            throw new Refusal(RequestErrors.NotFound);
        var communityName = await areas.NameOf(place.CommunityId);
        var leaderId = body.LeaderId!.Value.Value;
        return await call.With(leaderId).Create(
            async tx =>
            {
                await RequireHelper(tx, leaderId, place.DistrictId, "leaderId");
                var id = await teams.Add(tx, place, body.Name, body.Kind ?? TeamKind.General, leaderId, time.Now());
                return await ViewOf(tx, (await teams.Find(tx, id ?? throw new Refusal(TeamErrors.NameTaken)))!, communityName);
            },
            view => $"/staff/v1/teams/{view.Id}");
    }

    private async Task<TeamView> Change(EntityId id, ChangeTeamRequest body, Caller caller)
    {
        var team = await Require(id, caller);
        await db.InTransaction(
            caller,
            async tx =>
            {
                if (body.LeaderId is { } leader)
                    await RequireHelper(tx, leader.Value, team.DistrictId, "leaderId");
                if (!await teams.Change(tx, id.Value, body.Name, body.Kind, body.LeaderId?.Value))
                    throw new Refusal(TeamErrors.NameTaken);
            },
            body.LeaderId is { } named ? [named.Value] : []);
        return await ViewOf(await Require(id, caller));
    }

    private async Task<TeamView> ViewOf(Team team)
    {
        var communityName = await areas.NameOf(team.CommunityId);
        return await db.Read(session => ViewOf(session, team, communityName));
    }

    private async Task<TeamView> ViewOf(DbSession session, Team team, string communityName)
    {
        var leader = team.LeaderId is { } id ? await registrations.FindActive(session, id, RegistrationKinds.Helpers) : null;
        return new TeamView(
            new EntityId(team.Id), new EntityId(team.CommunityId), communityName, team.Name, team.Kind,
            leader is null ? null : GroupMemberView.Of(new GroupMember(leader.UserId, leader.RealName)));
    }
}
