using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.Wishes.Crowd;

/// <summary>众筹微心愿: pledges of items and quantities, never of money.</summary>
public static class CrowdModule
{
    public static void AddCrowdWishes(this IServiceCollection services)
    {
        services.AddSingleton<CrowdStore>().AddSingleton<PledgeStore>().AddSingleton<CrowdPledging>().AddSingleton<CrowdOutcomes>();
        services.AddSingleton<IJob, EndPledging>().AddSingleton<IJob, ExpirePledges>();
    }
}
