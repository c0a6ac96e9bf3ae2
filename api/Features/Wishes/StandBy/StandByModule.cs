using LinYuan.Api.Features.Wishes.Timers;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.Wishes.StandBy;

/// <summary>候补: who takes a wish on when its helper does not.</summary>
public static class StandByModule
{
    public static void AddStandBy(this IServiceCollection services)
    {
        services.AddSingleton<StandByStore>().AddSingleton<StandByOffers>();
        services.AddSingleton<IJob, PassOnOffers>();
    }
}
