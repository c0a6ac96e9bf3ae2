using LinYuan.Api.Features.Wishes.Timers;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.Wishes.CallBacks;

/// <summary>回访: staff ask some of the residents who never answered.</summary>
public static class CallBackModule
{
    public static void AddCallBacks(this IServiceCollection services)
    {
        services.AddSingleton<CallBackStore>().AddSingleton<CallBackSample>().AddSingleton<CallBackAccess>().AddSingleton<CallBackAnswers>();
        services.AddSingleton<IJob, LapseCallBacks>();
    }
}
