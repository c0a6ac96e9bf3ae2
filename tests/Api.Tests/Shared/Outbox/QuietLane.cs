namespace LinYuan.Tests.Shared.Outbox;

/// <summary>A lane whose nights are quiet, as nights are in life.</summary>
public sealed class QuietLane : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Nights = new(StringComparer.Ordinal)
    {
        ["QuietHours:From"] = "22:00", ["QuietHours:Until"] = "08:00",
    };

    private Lane? lane;

    public Lane Lane => lane ?? throw new InvalidOperationException("The class has not started.");

    public async ValueTask InitializeAsync() => lane = await Lane.Start(new LaneSettings { Options = Nights });

    public async ValueTask DisposeAsync()
    {
        if (lane is not null)
            await lane.DisposeAsync();
    }
}
