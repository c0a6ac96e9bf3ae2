using LinYuan.Api.Shared.Outbox;

namespace LinYuan.Api.Shared.Jobs;

/// <summary>The work that goes on without a request: the outbox and the jobs.</summary>
public static class BackgroundRegistration
{
    public static IServiceCollection AddBackgroundWork(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OutboxOptions>().BindConfiguration("Outbox").Validate(
            options => options.Attempts > 0 && options.Batch is > 0 and <= 500 && options.Lease > TimeSpan.Zero,
            "Outbox: Attempts, Batch (1 to 500) and Lease must be positive").ValidateOnStart();
        services.AddOptions<JobOptions>().BindConfiguration("Jobs").Validate(
            options => options.Poll > TimeSpan.Zero && options.Lease > options.Poll, "Jobs: Lease must be longer than Poll").ValidateOnStart();
        services.AddOptions<QuietHoursOptions>().BindConfiguration("QuietHours");
        services.AddSingleton<QuietHours>().AddSingleton<OutboxStore>().AddSingleton<OutboxSpread>();
        services.AddSingleton<OutboxWorker>();
        services.AddSingleton<JobStore>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<IJob, SweepStored>();
        services.AddHostedService<CacheDropLoop>();
        if (configuration.GetValue("Outbox:Enabled", true))
            services.AddHostedService<OutboxLoop>();
        if (configuration.GetValue("Jobs:Enabled", true))
            services.AddHostedService<JobLoop>();
        return services;
    }
}
