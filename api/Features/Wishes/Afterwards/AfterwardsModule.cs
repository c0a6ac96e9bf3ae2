using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.Wishes.Afterwards;

/// <summary>What comes of wishes that nobody takes on, and of those that were fulfilled.</summary>
public static class AfterwardsModule
{
    public static void AddWishAfterwards(this IServiceCollection services)
    {
        services.AddOptions<WishOptions>()
            .Validate(options => options.DecideAfter > options.ColdAfter, "Wishes:DecideAfter must be longer than Wishes:ColdAfter");
        services.AddSingleton<WaitStore>().AddSingleton<WishWaits>().AddSingleton<WaitLists>();
        services.AddSingleton<StoryStore>().AddSingleton<StoryConsentViews>();
        services.AddSingleton<IJob, AgeOpenWishes>();
    }
}
