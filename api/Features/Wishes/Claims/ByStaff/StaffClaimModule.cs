namespace LinYuan.Api.Features.Wishes.Claims.ByStaff;

/// <summary>What staff do for a claim of their area.</summary>
public static class StaffClaimModule
{
    public static void AddStaffClaims(this IServiceCollection services) => services.AddSingleton<StaffClaimStore>().AddSingleton<StaffHeldClaims>();
}
