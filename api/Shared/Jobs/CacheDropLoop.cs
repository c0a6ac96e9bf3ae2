using LinYuan.Api.Shared.Cache;
using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Shared.Jobs;

/// <summary>Announces again the cache drops that Redis did not confirm, once a second, until it has.</summary>
public sealed class CacheDropLoop(
    ReadCache cache, Startup startup, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<CacheDropLoop> logger)
    : BackgroundLoop(startup, lifetime, time, logger)
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(1);

    protected override TimeSpan StuckAfter => TimeSpan.FromMinutes(1);

    /// <summary>Always pauses: what is still owed cannot be paid right now.</summary>
    protected override async Task<int> Work(CancellationToken cancellation)
    {
        await cache.PayOwedDrops();
        return 0;
    }
}
