using LinYuan.Api.Shared.Data;

namespace LinYuan.Tests.Shared.Data;

public sealed class BusyDatabaseTests
{
    [Fact]
    public async Task Who_gets_no_connection_in_time_hears_when_to_come_back_and_is_served_then()
    {
        await using var lane = await Lane.Start(new LaneSettings
        {
            Options = new Dictionary<string, string> { ["Database:Connections"] = "1", ["Database:WaitLimit"] = "00:00:00.500" },
        });
        var (held, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var holder = lane.Part<Db>().Read(async _ =>
        {
            held.SetResult();
            await release.Task;
            return 0;
        });
        await held.Task;

        var refused = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => lane.Anyone.Get("/open/v1/units")));

        foreach (var answer in refused)
            answer.ShouldBeRefused(503, "service.busy");
        release.SetResult();
        await holder;
        (await lane.Anyone.Get("/open/v1/units")).ShouldBe(200);
    }

    [Fact]
    public async Task A_statement_that_runs_too_long_is_ended_by_the_server()
    {
        await using var lane = await Lane.Start(new LaneSettings
        {
            Options = new Dictionary<string, string> { ["Database:StatementSeconds"] = "1", ["Database:Connections"] = "1" },
        });
        var db = lane.Part<Db>();

        var ended = await Should.ThrowAsync<MySqlException>(() => db.Read(session => session.Scalar<long>(
            "SELECT COUNT(*) FROM information_schema.columns a, information_schema.columns b, information_schema.columns c")));

        ended.IsBusy().ShouldBeTrue();
        (await db.Read(session => session.Scalar<int>("SELECT 3"))).ShouldBe(3);
    }
}
