using LinYuan.Api.Features.Wishes.Claims.Claiming;
using LinYuan.Api.Features.Wishes.Claims.Contacts;
using LinYuan.Api.Features.Wishes.Timers;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.Wishes.Claims;

/// <summary>From the claim to the delivery: what the claimer does, and the timers that watch the claim.</summary>
public static class ClaimModule
{
    public static void AddClaims(this IServiceCollection services)
    {
        services.AddSingleton<WishClaimStore>().AddSingleton<ClaimStandingStore>().AddSingleton<ClaimAllowance>();
        services.AddSingleton<ClaimPolicy>().AddSingleton<HeldClaims>();
        services.AddSingleton<ReleaseUnregistered>().AddSingleton<ContactOpenings>().AddSingleton<ContactReveals>();
        services.AddSingleton<ExpireWishLeases>().AddSingleton<IJob>(provider => provider.GetRequiredService<ExpireWishLeases>());
        services.AddSingleton<IJob, RemindClaimers>();
    }
}
