using StackExchange.Redis;

namespace LinYuan.Api.Shared.Cache;

/// <summary>How the connection comes about and what is told when it is back; the client reconnects and subscribes again by itself.</summary>
public sealed partial class RedisLink
{
    private async Task Connect()
    {
        var settings = ConfigurationOptions.Parse(options.ConnectionString);
        // The client keeps trying by itself, so Redis may come up after this process.
        settings.AbortOnConnectFail = false;
        settings.ReconnectRetryPolicy = new LinearRetry(500);
        // While it is away a call fails at once instead of waiting in line for its return.
        settings.BacklogPolicy = BacklogPolicy.FailFast;
        settings.AsyncTimeout = (int)options.OperationTimeout.TotalMilliseconds;
        Adopt(await ConnectionMultiplexer.ConnectAsync(settings));
    }

    private void Adopt(ConnectionMultiplexer redis)
    {
        redis.ConnectionRestored += (_, change) =>
        {
            if (change.ConnectionType == ConnectionType.Interactive) Restored();
        };
        connection = redis;
        if (disposed.IsCancellationRequested)
        {
            redis.Dispose();
            return;
        }
        foreach (var (channel, handler) in handlers) _ = Listen(redis, channel, handler);
    }

    private void Restored()
    {
        patience.Answered();
        LogBack();
        foreach (var handler in onRestored) handler();
    }

    private async Task Listen(ConnectionMultiplexer redis, string channel, Action<string> handler)
    {
        try
        {
            // The client remembers the subscription, also one that fails now, and sends it again after each reconnect.
            await redis.GetSubscriber().SubscribeAsync(RedisChannel.Literal(Prefixed(channel)), (_, message) => handler(message!));
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException or ObjectDisposedException)
        {
            if (patience.MayLog()) LogAway("subscribe", failure.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Redis is back")]
    private partial void LogBack();
}
