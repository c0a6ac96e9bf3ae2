namespace LinYuan.Tests.Wishes.Leases;

/// <summary>A lane on which every delivery that nobody confirms is drawn for a call-back.</summary>
public sealed class CallBackLane : IAsyncLifetime
{
    private Lane? lane;

    public Lane Lane => lane ?? throw new InvalidOperationException("The class has not started.");

    public async ValueTask InitializeAsync()
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal) { ["Wishes:CallBackShare"] = "1" };
        lane = await Lane.Start(new LaneSettings { Options = options });
    }

    public async ValueTask DisposeAsync()
    {
        if (lane is not null)
            await lane.DisposeAsync();
    }
}
