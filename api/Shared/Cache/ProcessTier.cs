using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Internal;

namespace LinYuan.Api.Shared.Cache;

/// <summary>A value that takes more room than a small read model, of which each weighs 1.</summary>
public interface IWeighed
{
    int Weight { get; }
}

/// <summary>The values that one process holds itself: bounded by their weight, their life told by the injected clock.</summary>
public sealed class ProcessTier(TimeProvider clock) : IDisposable
{
    private const int MostWeight = 30_000;

    private readonly MemoryCache entries = new(new MemoryCacheOptions { SizeLimit = MostWeight, Clock = new InjectedClock(clock) });

    public bool TryGet<T>(string name, out T value)
    {
        var found = entries.TryGetValue(name, out var held);
        value = found ? (T)held! : default!;
        if (found) CacheMeters.Read("process");
        return found;
    }

    public void Keep<T>(CacheKey key, T value)
    {
        if (key.InProcess <= TimeSpan.Zero) return;
        using var entry = entries.CreateEntry(key.Name);
        entry.Size = value is IWeighed heavy ? heavy.Weight : 1;
        entry.AbsoluteExpirationRelativeToNow = key.InProcess;
        entry.Value = value;
    }

    public void Remove(string name) => entries.Remove(name);

    public void Dispose() => entries.Dispose();

    private sealed class InjectedClock(TimeProvider clock) : ISystemClock
    {
        public DateTimeOffset UtcNow => clock.GetUtcNow();
    }
}
