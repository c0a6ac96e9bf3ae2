using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Wishes.Timers;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.Wishes.Claims.Delivery;

/// <summary>The delivery, what the resident says of it, and what comes of that for whoever helped.</summary>
public static class DeliveryModule
{
    public static void AddDelivery(this IServiceCollection services)
    {
        services.AddSingleton<WishOutcomeStore>().AddSingleton<WishOutcomes>().AddSingleton<HandoverCodes>().AddSingleton<WishWordChecks>();
        services.AddSingleton<IJob, CloseSilentDeliveries>();
        CheckHiddenText.AddRoute(services, WishWords.Note);
        CheckHiddenText.AddRoute(services, WishWords.Comment);
    }
}
