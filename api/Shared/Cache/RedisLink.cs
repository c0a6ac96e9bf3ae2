using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace LinYuan.Api.Shared.Cache;

/// <summary>
/// The one connection to Redis. No call throws or waits longer than <see cref="RedisOptions.OperationTimeout"/>:
/// Redis is never the record of anything, so its absence is an answer (null or false), not an error.
/// </summary>
public sealed partial class RedisLink : IDisposable
{
    private static readonly Meter Meter = new("LinYuan");

    private static readonly Counter<long> Failures =
        Meter.CreateCounter<long>("linyuan.redis.failures", "{call}", "Redis calls without an answer.");

    private readonly RedisOptions options;
    private readonly ILogger<RedisLink> log;
    private readonly RedisPatience patience = new();
    private readonly ConcurrentDictionary<string, Action<string>> handlers = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Action> onRestored = [];
    private readonly CancellationTokenSource disposed = new();
    private volatile ConnectionMultiplexer? connection;

    public RedisLink(IOptions<RedisOptions> options, ILogger<RedisLink> log)
    {
        this.options = options.Value;
        this.log = log;
        // In the background: the process must start, and be healthy, without Redis.
        _ = Task.Run(Connect);
    }

    /// <summary>Whether a call made now would be tried at all.</summary>
    public bool IsUp => connection is { IsConnected: true } && !patience.IsResting;

    /// <returns>The value; null when there is none or Redis did not answer.</returns>
    public async Task<string?> Get(string key) =>
        (await Try<RedisValue>("get", redis => redis.GetDatabase().StringGetAsync(Prefixed(key)))).Value;

    /// <returns>Whether Redis confirmed the write.</returns>
    public async Task<bool> Set(string key, string value, TimeSpan life) =>
        (await Try("set", redis => redis.GetDatabase().StringSetAsync(Prefixed(key), value, life))).Value;

    /// <returns>Whether Redis answered, so that the key is certainly gone.</returns>
    public async Task<bool> Delete(string key) =>
        (await Try("delete", redis => redis.GetDatabase().KeyDeleteAsync(Prefixed(key)))).Answered;

    public async Task Publish(string channel, string message) =>
        await Try("publish", redis => redis.GetSubscriber().PublishAsync(RedisChannel.Literal(Prefixed(channel)), message));

    /// <summary>Calls the handler for each message on the channel, also after Redis was away. One handler for each channel.</summary>
    public void Subscribe(string channel, Action<string> handler)
    {
        handlers[channel] = handler;
        if (connection is { } redis) _ = Listen(redis, channel, handler);
    }

    /// <summary>Calls the handler each time that a lost connection is back.</summary>
    public void WhenRestored(Action handler) => onRestored.Add(handler);

    public void Dispose()
    {
        disposed.Cancel();
        connection?.Dispose();
        disposed.Dispose();
    }

    private string Prefixed(string name) => options.KeyPrefix + name;

    private async Task<(bool Answered, T? Value)> Try<T>(string operation, Func<ConnectionMultiplexer, Task<T>> call)
    {
        // Known to be away: say so at once instead of holding every request for the time limit.
        if (connection is not { IsConnected: true } redis || patience.IsResting) return Failed<T>(operation, null);
        try
        {
            // The client looks for late answers only now and then. The limit is counted in real time, not by the injected
            // clock, because it guards against a peer that hangs, also while a test holds the clock still.
            var value = await call(redis).WaitAsync(options.OperationTimeout);
            patience.Answered();
            // The client completes its tasks one after the other on one thread; what follows must not hold up the next answer.
            await Task.Yield();
            return (true, value);
        }
        // The client's own RedisTimeoutException is one too.
        catch (TimeoutException late)
        {
            patience.TimedOut();
            return Failed<T>(operation, late);
        }
        catch (Exception failure) when (failure is RedisException or ObjectDisposedException or InvalidOperationException)
        {
            return Failed<T>(operation, failure);
        }
    }

    private (bool Answered, T? Value) Failed<T>(string operation, Exception? failure)
    {
        Failures.Add(1, new KeyValuePair<string, object?>("operation", operation));
        if (patience.MayLog()) LogAway(operation, failure?.GetType().Name ?? "NotConnected");
        return (false, default);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis gives no answer ({Operation}: {Reason}); going on without it")]
    private partial void LogAway(string operation, string reason);
}
