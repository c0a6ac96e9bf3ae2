using LinYuan.Api.Features.Rewards.Core;
using LinYuan.Api.Features.Rewards.Redeeming;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Lifecycles;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Rewards;

public static class RewardsModule
{
    public static IServiceCollection AddRewards(this IServiceCollection services)
    {
        services.AddOptions<RewardOptions>().BindConfiguration("Rewards").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<RewardStore>().AddSingleton<RewardViews>();
        services.AddSingleton<RedemptionStore>().AddSingleton<RedemptionMoves>().AddSingleton<RedemptionNews>().AddSingleton<RedemptionHandOver>();
        services.AddSingleton<IJob, ReleaseRedemptions>();
        services.AddSingleton<IStateTable>(RedemptionLifecycle.Table);
        services.AddSingleton(new PersonalData("redemptions", RedemptionPersonalData.Export, RedemptionPersonalData.Erase));
        services.AddSingleton(new SealedColumn("redemptions", "code", "code_enc", RedemptionStore.CodePurpose, "code = NULL", Hash: "code_hash"));
        RedemptionNews.AddRoutes(services);
        return services;
    }
}
