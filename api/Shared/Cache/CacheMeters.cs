using System.Diagnostics.Metrics;

namespace LinYuan.Api.Shared.Cache;

/// <summary>Counts reads by the tier that answered; names of keys are no tags, they have no bound.</summary>
public static class CacheMeters
{
    private static readonly Meter Meter = new("LinYuan");

    private static readonly Counter<long> Reads =
        Meter.CreateCounter<long>("linyuan.cache.reads", "{read}", "Cached reads by the tier that answered.");

    public static void Read(string tier) => Reads.Add(1, new KeyValuePair<string, object?>("tier", tier));
}
