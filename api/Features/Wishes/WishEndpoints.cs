using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Lifecycles;
using LinYuan.Api.Shared.Privacy;
using static LinYuan.Api.Features.Wishes.WishErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;
using static LinYuan.Api.Shared.Http.WeChatRefusals;

namespace LinYuan.Api.Features.Wishes;

public static class WishEndpoints
{
    public static IServiceCollection AddWishes(this IServiceCollection services)
    {
        services.AddOptions<WishOptions>().BindConfiguration("Wishes").ValidateDataAnnotations()
            .Validate(options => options.RemindAt.All(share => share is > 0 and < 1), "Wishes:RemindAt must be shares between 0 and 1").ValidateOnStart();
        services.AddSingleton<WishStore>().AddSingleton<PublicWishStore>().AddSingleton<WishClaimStore>().AddSingleton<WishOutcomeStore>().AddSingleton<WishOutcomes>();
        services.AddSingleton<WishAccess>().AddSingleton<WishPartStore>().AddSingleton<WishMeetings>().AddSingleton<WishRepeatStore>();
        services.AddSingleton<JudgeDelivery>();
        services.AddSingleton<ExpireWishLeases>().AddSingleton<IJob>(provider => provider.GetRequiredService<ExpireWishLeases>());
        services.AddSingleton<IJob, RemindClaimers>().AddSingleton<IJob, CloseSilentDeliveries>();
        services.AddSingleton<CompareWishCounts>().AddSingleton<IJob>(provider => provider.GetRequiredService<CompareWishCounts>());
        services.AddSingleton<IStateTable>(WishLifecycle.Table);
        services.AddSingleton(new PersonalData("wishes", WishPersonalData.Export, WishPersonalData.Erase));
        services.AddWishReading();
        services.AddWishPosting();
        services.AddWishNews();
        services.AddCrowdWishes();
        services.AddClaims();
        services.AddWishReview();
        services.AddWishAfterwards();
        services.AddProxies();
        services.AddUnitClaims();
        services.AddWishDuplicates();
        return services;
    }

    public static void MapWishes(this IEndpointRouteBuilder app)
    {
        app.MapClaims();
        var people = app.People("Wishes");
        people.MapGet("/wishes/{id}/contact-reveals", ListContactReveals.Handle).Read<Whole<ContactRevealView>>("ListContactReveals", NotFound, AccessDenied);
        people.MapGet("/wishes/{id}/handover-code", GetHandoverCode.Handle).Read<HandoverCodeView>("GetHandoverCode", NotFound, AccessDenied, WrongState);

        // The resident
        people.MapPost("/wishes/{id}/confirm", JudgeDelivery.Confirm).Move<WishView>(
            "ConfirmWish", [NotFound, AccessDenied, WrongState, AlreadyDone, RiskyContent, .. ProxyConsents.Refusals]);
        people.MapPost("/wishes/{id}/dispute", JudgeDelivery.Dispute).Move<WishView>("DisputeWish", [NotFound, AccessDenied, WrongState, AlreadyDone, .. ProxyConsents.Refusals]);
        app.MapForStaffAndPublic();
    }

    private static void MapForStaffAndPublic(this IEndpointRouteBuilder app)
    {
        var staff = app.Staff("Wishes");
        staff.MapGet("/wishes/{id}/contact-reveals", ListContactReveals.ForStaff).Read<Whole<StaffContactRevealView>>(
            "ListContactRevealsForStaff", NotFound, WishErrors.OwnCase);

    }
}
