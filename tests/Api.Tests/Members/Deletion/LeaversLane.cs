namespace LinYuan.Tests.Members.Deletion;

/// <summary>A class's lane with the world of those who leave in it, built once for all tests of the class.</summary>
public sealed class LeaversLane(LanePool pool) : IAsyncLifetime
{
    private LeaversWorld? world;
    private PersonRows? rows;

    internal LeaversWorld World => world ?? throw new InvalidOperationException("The class has not started.");

    internal PersonRows Rows => rows ?? throw new InvalidOperationException("The class has not started.");

    public async ValueTask InitializeAsync()
    {
        world = await LeaversWorld.Build(await pool.Borrow());
        rows = await PersonRows.In(world.Lane);
    }

    public ValueTask DisposeAsync()
    {
        if (world is not null)
            pool.Return(world.Lane);
        return ValueTask.CompletedTask;
    }
}
