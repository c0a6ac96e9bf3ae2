using LinYuan.Api.Features.Registrations.Teams.Core;

namespace LinYuan.Api.Features.Registrations.Teams;

/// <summary>志愿服务队.</summary>
public static class TeamsModule
{
    public static void AddTeams(this IServiceCollection services)
    {
        services.AddSingleton<TeamStore>().AddSingleton<TeamAccess>().AddSingleton<TeamViews>().AddSingleton<TeamMembers>();
        services.AddSingleton(GroupPersonalData.Section);
        services.AddSingleton(GroupPersonalData.Secretary.Route()).AddSingleton(GroupPersonalData.Leader.Route());
    }
}
