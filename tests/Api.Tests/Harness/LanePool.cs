using System.Collections.Concurrent;

[assembly: AssemblyFixture(typeof(LanePool))]

// A test mostly waits for the database, so there may be more of them at once than processors.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]

namespace LinYuan.Tests.Harness;

/// <summary>
/// Lends lanes to test classes, so that there are never more of them than classes running at once. A lane that comes back keeps its
/// rows and its clock: tests make their own places and people and never count on an empty table.
/// </summary>
public sealed class LanePool : IAsyncDisposable
{
    private readonly ConcurrentBag<Lane> idle = [];

    public async Task<Lane> Borrow() => idle.TryTake(out var lane) ? lane : await Lane.Start();

    public void Return(Lane lane)
    {
        lane.StandIn.ClearFaults();
        // Past every pause that a failure in the last class has caused, such as that of a breaker.
        lane.Clock.Advance(TimeSpan.FromMinutes(1));
        idle.Add(lane);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var lane in idle)
            await lane.DisposeAsync();
    }
}

/// <summary>
/// A test class's own lane: <c>public sealed class ClaimWishTests(LaneFixture fixture) : IClassFixture&lt;LaneFixture&gt;</c>, then
/// <c>private readonly Lane lane = fixture.Lane;</c>.
/// </summary>
public sealed class LaneFixture(LanePool pool) : IAsyncLifetime
{
    private Lane? borrowed;

    public Lane Lane => borrowed ?? throw new InvalidOperationException("The class has not started.");

    public async ValueTask InitializeAsync() => borrowed = await pool.Borrow();

    public ValueTask DisposeAsync()
    {
        if (borrowed is not null)
            pool.Return(borrowed);
        return ValueTask.CompletedTask;
    }
}
