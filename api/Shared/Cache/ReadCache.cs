using System.Collections.Concurrent;

namespace LinYuan.Api.Shared.Cache;

/// <summary>Read models, in process over Redis over the database. With Redis away it works as a process cache.</summary>
public sealed class ReadCache : IDisposable
{
    private readonly ConcurrentDictionary<string, Flight> flights = new(StringComparer.Ordinal);
    private readonly ProcessTier process;
    private readonly RedisLink redis;
    private readonly CacheDrops drops;

    public ReadCache(RedisLink redis, TimeProvider clock)
    {
        this.redis = redis;
        process = new ProcessTier(clock);
        drops = new CacheDrops(redis, RedisKey, Forget);
    }

    /// <summary>
    /// The cached value, or the loaded one. Callers of one key in this process share one load. A null is cached as well,
    /// unless the key says otherwise: a thing that is missing is asked for as often as one that is there. A load that fails, fails for all who wait for it.
    /// </summary>
    public async Task<T> GetOrLoad<T>(CacheKey key, Func<Task<T>> load)
    {
        while (true)
        {
            if (process.TryGet<T>(key.Name, out var held)) return held;
            var mine = new Flight();
            var flight = flights.GetOrAdd(key.Name, mine);
            if (flight == mine) _ = Fly(key, mine, load);
            try
            {
                return (T)(await flight.Landing.Task)!;
            }
            // The caller whose load was shared has left and cancelled it. That is no reason to fail the others: one of them loads.
            catch (OperationCanceledException) when (flight != mine)
            {
            }
        }
    }

    /// <summary>What this process holds itself, without loading anything or waiting for a load.</summary>
    public bool TryPeek<T>(CacheKey key, out T value) => process.TryGet(key.Name, out value);

    /// <summary>Makes every replica load this name afresh. Call it after the change is committed.</summary>
    public Task Drop(string name)
    {
        Forget(name);
        return drops.Announce(name);
    }

    /// <inheritdoc cref="CacheDrops.PayOwed"/>
    public Task<int> PayOwedDrops() => drops.PayOwed();

    public void Dispose() => process.Dispose();

    private static string RedisKey(string name) => "cache:" + name;

    private void Forget(string name)
    {
        // Marked before the removal, under the lock that storing takes: what was read before the change is not stored after it.
        if (flights.TryRemove(name, out var flight))
            lock (flight.Gate) flight.IsDropped = true;
        process.Remove(name);
    }

    private async Task Fly<T>(CacheKey key, Flight flight, Func<Task<T>> load)
    {
        try
        {
            var value = await Fetch(key, flight, load);
            flights.TryRemove(new(key.Name, flight));
            flight.Landing.SetResult(value);
        }
        catch (OperationCanceledException)
        {
            flights.TryRemove(new(key.Name, flight));
            flight.Landing.SetCanceled();
        }
        catch (Exception failure)
        {
            flights.TryRemove(new(key.Name, flight));
            flight.Landing.SetException(failure);
        }
    }

    private async Task<T> Fetch<T>(CacheKey key, Flight flight, Func<Task<T>> load)
    {
        // Another flight may have landed between the caller's look and this flight's start.
        if (process.TryGet<T>(key.Name, out var held)) return held;
        if (key.InRedis > TimeSpan.Zero && await redis.Get(RedisKey(key.Name)) is { } text && CacheJson.TryRead<T>(text, out var shared))
        {
            CacheMeters.Read("redis");
            lock (flight.Gate)
                if (!flight.IsDropped) process.Keep(key, shared);
            return shared;
        }
        var loaded = await load();
        CacheMeters.Read("load");
        await Keep(key, flight, loaded);
        return loaded;
    }

    private Task Keep<T>(CacheKey key, Flight flight, T value)
    {
        // The write is issued inside the lock: a drop that comes later also reaches Redis later, on the same connection.
        lock (flight.Gate)
        {
            if (flight.IsDropped || (value is null && !key.KeepsMissing)) return Task.CompletedTask;
            process.Keep(key, value);
            return key.InRedis > TimeSpan.Zero
                ? redis.Set(RedisKey(key.Name), CacheJson.Write(value), key.InRedis)
                : Task.CompletedTask;
        }
    }

    private sealed class Flight
    {
        public Lock Gate { get; } = new();

        public bool IsDropped { get; set; }

        public TaskCompletionSource<object?> Landing { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
