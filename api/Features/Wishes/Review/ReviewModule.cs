using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.Review;

/// <summary>The review of wishes: the queue, the decisions, appeals, escalation, later changes of the public text.</summary>
public static class ReviewModule
{
    public static void AddWishReview(this IServiceCollection services)
    {
        services.AddWorkingDays();
        services.AddSingleton<ReviewStore>().AddSingleton<WishDecisions>().AddSingleton<WishVersions>();
        services.AddSingleton<IJob, EscalateReviews>().AddSingleton<IJob, ForgetRejectedContacts>();
    }
}
