using StackExchange.Redis;

namespace LinYuan.Api.Shared.Cache;

/// <summary>How the connection comes about and what is set up again when it was lost.</summary>
public sealed partial class RedisLink
{
    private static readonly TimeSpan ConnectPause = TimeSpan.FromSeconds(1);

    private async Task Connect()
    {
        var settings = ConfigurationOptions.Parse(options.ConnectionString);
        // The client keeps trying by itself, so Redis may come up after this process.
        settings.AbortOnConnectFail = false;
        settings.ReconnectRetryPolicy = new LinearRetry(500);
        while (!disposed.IsCancellationRequested)
        {
            try
            {
                Adopt(await ConnectionMultiplexer.ConnectAsync(settings));
                return;
            }
            // A name that does not resolve yet throws in spite of AbortOnConnectFail; it may resolve later.
            catch (Exception failure) when (failure is RedisException or System.Net.Sockets.SocketException or InvalidOperationException)
            {
                if (patience.MayLog()) LogAway("connect", failure.GetType().Name);
                await Task.Delay(ConnectPause);
            }
        }
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
            // The client remembers the subscription and sends it again after each reconnect.
            await redis.GetSubscriber().SubscribeAsync(RedisChannel.Literal(Prefixed(channel)), (_, message) => handler(message!));
        }
        catch (Exception failure) when (failure is RedisException or ObjectDisposedException)
        {
            if (patience.MayLog()) LogAway("subscribe", failure.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Redis is back")]
    private partial void LogBack();
}
