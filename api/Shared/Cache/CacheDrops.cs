using System.Collections.Concurrent;

namespace LinYuan.Api.Shared.Cache;

/// <summary>Carries a drop to Redis and to the other replicas, and theirs to this one.</summary>
public sealed class CacheDrops
{
    private const string Channel = "cache-drops";
    private const int MostOwed = 10_000;

    private readonly string self = Guid.NewGuid().ToString("N");
    private readonly ConcurrentDictionary<string, byte> owed = new(StringComparer.Ordinal);
    private readonly RedisLink redis;
    private readonly Func<string, string> redisKey;
    private readonly Action<string> forget;

    public CacheDrops(RedisLink redis, Func<string, string> redisKey, Action<string> forget)
    {
        (this.redis, this.redisKey, this.forget) = (redis, redisKey, forget);
        redis.Subscribe(Channel, Hear);
        redis.WhenRestored(() => _ = PayOwed());
    }

    public async Task Announce(string name)
    {
        // Both are issued before either is awaited and keep their order on the one connection: who hears of the drop
        // no longer finds the old value in Redis.
        var deleted = redis.Delete(redisKey(name));
        var told = redis.Publish(Channel, $"{self} {name}");
        // Redis may come back with what it held before it went away, so the drop is still owed.
        if (!await deleted && owed.Count < MostOwed) owed[name] = 0;
        await told;
    }

    private void Hear(string message)
    {
        if (message.Split(' ', 2) is not [var sender, var name] || sender == self) return;
        forget(name);
        // A load of this replica may have written the old value just after the sender deleted it.
        _ = redis.Delete(redisKey(name));
    }

    /// <summary>
    /// Announces again what Redis did not confirm; the number that is still owed. Asked regularly, since a Redis that was only silent for a
    /// while breaks no connection, and nothing tells that it is back.
    /// </summary>
    public async Task<int> PayOwed()
    {
        foreach (var name in redis.IsUp ? owed.Keys : [])
        {
            if (owed.TryRemove(name, out _)) await Announce(name);
            // Still silent: each of the others would be waited for as long.
            if (owed.ContainsKey(name)) break;
        }
        return owed.Count;
    }
}
