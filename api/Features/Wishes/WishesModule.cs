using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.Afterwards;
using LinYuan.Api.Features.Wishes.CallBacks;
using LinYuan.Api.Features.Wishes.Claims;
using LinYuan.Api.Features.Wishes.Claims.ByStaff;
using LinYuan.Api.Features.Wishes.Claims.Delivery;
using LinYuan.Api.Features.Wishes.Counts;
using LinYuan.Api.Features.Wishes.Crowd;
using LinYuan.Api.Features.Wishes.Duplicates;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Features.Wishes.Posting;
using LinYuan.Api.Features.Wishes.Proxies;
using LinYuan.Api.Features.Wishes.Reading;
using LinYuan.Api.Features.Wishes.Review;
using LinYuan.Api.Features.Wishes.StandBy;
using LinYuan.Api.Features.Wishes.UnitClaims;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Lifecycles;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Wishes;

/// <summary>Micro-wishes, from the posting to what comes afterwards. Each folder adds what is its own.</summary>
public static class WishesModule
{
    /// <summary>Where the public answers are kept that are made of wishes.</summary>
    public const string Shelf = "wishes";

    public static IServiceCollection AddWishes(this IServiceCollection services)
    {
        services.AddOptions<WishOptions>().BindConfiguration("Wishes").ValidateDataAnnotations()
            .Validate(options => options.RemindAt.All(share => share is > 0 and < 1), "Wishes:RemindAt must be shares between 0 and 1").ValidateOnStart();
        services.AddSingleton<WishStore>().AddSingleton<WishAccess>();
        services.AddSingleton<ViewerRelationStore>().AddSingleton<HelperStates>().AddSingleton<WishViewerContexts>().AddSingleton<WishRepeatStore>();
        services.AddSingleton<CompareWishCounts>().AddSingleton<IJob>(provider => provider.GetRequiredService<CompareWishCounts>());
        services.AddSingleton(new AnswerShelf(
            Shelf, "wishes", "wish_claims", "wish_items", "wish_pledges", "units", "teams", "wish_stories", "wish_marks", "areas"));
        services.AddSingleton<IStateTable>(WishLifecycle.Table);
        services.AddSingleton<RegistrationEnded>(provider => (tx, registration, staffId, now) =>
            provider.GetRequiredService<ReleaseUnregistered>().Run(tx, registration.UserId, staffId, now));
        services.AddSingleton(new PersonalData("wishes", WishPersonalData.Export, WishPersonalData.Erase));
        services.AddWishReading();
        services.AddWishPosting();
        services.AddWishReview();
        services.AddClaims();
        services.AddDelivery();
        services.AddStaffClaims();
        services.AddStandBy();
        services.AddUnitClaims();
        services.AddCrowdWishes();
        services.AddCallBacks();
        services.AddProxies();
        services.AddWishNews();
        services.AddWishAfterwards();
        services.AddWishDuplicates();
        return services;
    }
}
