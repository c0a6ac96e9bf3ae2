using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Telemetry;

namespace LinYuan.Api.Shared.Jobs;

/// <summary>The work that goes on without a request: the outbox, the jobs and what the cache still owes.</summary>
public static class BackgroundRegistration
{
    public static IServiceCollection AddBackgroundWork(this IServiceCollection services, IConfiguration configuration)
    {
        AddOptions(services);
        services.AddSingleton<QuietHours>().AddSingleton<OutboxStore>().AddSingleton<UncertainStore>().AddSingleton<OutboxLeases>().AddSingleton<OutboxSpread>();
        services.AddSingleton<OutboxWorker>();
        services.AddSingleton<JobStore>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<IJob, SweepStored>().AddSingleton<IJob, SettleUncertain>();
        services.AddGracefulStop();
        services.AddWatchedLoop<CacheDropLoop>("cacheDrops");
        if (configuration.GetValue("Outbox:Enabled", true))
            services.AddWatchedLoop<OutboxLoop>("outbox");
        if (configuration.GetValue("Jobs:Enabled", true))
            services.AddWatchedLoop<JobLoop>("jobs");
        return services;
    }

    private static void AddOptions(IServiceCollection services)
    {
        services.AddOptions<OutboxOptions>().BindConfiguration("Outbox")
            .Validate(
                options => options.Attempts > 0 && options.FaultAttempts > 0 && options.Batch is > 0 and <= 500 && options.Lease > TimeSpan.Zero,
                "Outbox: Attempts, FaultAttempts, Batch (1 to 500) and Lease must be positive")
            .Validate(options => options.Parallel is > 0 and <= 64, "Outbox: Parallel must be 1 to 64")
            .Validate(options => options.StuckAfter > options.Poll && options.Poll > TimeSpan.Zero, "Outbox: StuckAfter must be longer than Poll")
            .ValidateOnStart();
        services.AddOptions<QuietHoursOptions>().BindConfiguration("QuietHours");
        services.AddOptions<JobOptions>().BindConfiguration("Jobs")
            .Validate(options => options.Poll > TimeSpan.Zero && options.Lease > options.Poll, "Jobs: Lease must be longer than Poll")
            .Validate(options => options.StuckAfter > options.Poll, "Jobs: StuckAfter must be longer than Poll")
            .ValidateOnStart();
    }
}
