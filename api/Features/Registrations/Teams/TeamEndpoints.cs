using LinYuan.Api.Shared.Http;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Registrations;

/// <summary>志愿服务队.</summary>
public static class TeamEndpoints
{
    public static void AddTeams(this IServiceCollection services)
    {
        services.AddSingleton<TeamStore>().AddSingleton<SetUpTeam>().AddSingleton<TeamMembers>().AddSingleton(GroupPersonalData.Section);
        services.AddSingleton(GroupPersonalData.Secretary.Route()).AddSingleton(GroupPersonalData.Leader.Route());
    }

    public static void MapTeams(this IEndpointRouteBuilder app)
    {
        var people = app.People("Registrations");
        people.MapGet("/me/groups", ListMyGroups.Handle).Read<Whole<MyGroupView>>("ListMyGroups");
        people.MapGet("/teams/{id}/members", TeamMembers.ListMy).Read<Page<GroupMemberView>>("ListMyTeamMembers", NotFound, AccessDenied);
        people.MapPost("/teams/{id}/members", TeamMembers.AddMy).Creation<GroupMemberView>("AddMyTeamMember", NotFound, AccessDenied);
        people.MapDelete("/teams/{id}/members/{memberId}", TeamMembers.RemoveMy).Removal("RemoveMyTeamMember", NotFound, AccessDenied);

        var staff = app.Staff("Registrations");
        staff.MapGet("/teams", SetUpTeam.List).Read<Page<TeamView>>("ListTeams", NotFound);
        staff.MapPost("/teams", SetUpTeam.Create).Creation<TeamView>("CreateTeam", NotFound, TeamErrors.NameTaken);
        staff.MapGet("/teams/{id}", SetUpTeam.Get).Read<TeamView>("GetTeam", NotFound);
        staff.MapPatch("/teams/{id}", SetUpTeam.Change).Change<TeamView>("ChangeTeam", 200, NotFound, TeamErrors.NameTaken);
        staff.MapGet("/teams/{id}/members", TeamMembers.List).Read<Page<GroupMemberView>>("ListTeamMembers", NotFound);
        staff.MapPost("/teams/{id}/members", TeamMembers.Add).Creation<GroupMemberView>("AddTeamMember", NotFound);
        staff.MapDelete("/teams/{id}/members/{memberId}", TeamMembers.Remove).Removal("RemoveTeamMember", NotFound);
    }
}
