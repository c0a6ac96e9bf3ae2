using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Jobs;
using static LinYuan.Api.Features.Registrations.RegistrationErrors;
using static LinYuan.Api.Features.Wishes.WishErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Wishes;

/// <summary>From the claim to the delivery: what the claimer does, and the timers that watch the claim.</summary>
public static class ClaimEndpoints
{
    public static void AddClaims(this IServiceCollection services)
    {
        services.AddSingleton<WishClaimStore>().AddSingleton<ClaimStandingStore>().AddSingleton<ClaimAllowance>();
        services.AddSingleton<ClaimPolicy>().AddSingleton<ClaimWish>().AddSingleton<HeldClaims>();
        services.AddSingleton<ReleaseUnregistered>().AddSingleton<ContactOpenings>().AddSingleton<ContactReveals>();
        services.AddSingleton<ExpireWishLeases>().AddSingleton<IJob>(provider => provider.GetRequiredService<ExpireWishLeases>());
        services.AddSingleton<IJob, RemindClaimers>();
    }

    public static void MapClaims(this IEndpointRouteBuilder app)
    {
        var people = app.People("Wishes");
        people.MapGet("/me/claim-allowance", GetClaimAllowance.Handle).Read<ClaimAllowanceView>("GetClaimAllowance");
        people.MapPost("/wishes/{id}/claim", ClaimWish.Handle).Move<ClaimWishResponse>(
            "ClaimWish", NotFound, AccessDenied, Required, NotClaimable, AlreadyYours, OfferedToAnother, OwnClaim, ClaimLimit, ContactLimit, MemberUnavailable, LeaseOver);
    }
}
