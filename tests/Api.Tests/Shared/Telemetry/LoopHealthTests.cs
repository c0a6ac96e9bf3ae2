using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace LinYuan.Tests.Shared.Telemetry;

/// <summary>Readiness tells of a background loop that hangs in one piece of work, by its name, and of its going on.</summary>
public sealed class LoopHealthTests
{
    [Fact]
    public async Task A_message_that_hangs_turns_readiness_and_it_is_well_again_when_it_ends()
    {
        var release = new TaskCompletionSource();
        await using var lane = await Lane.Start(With("Outbox", services => services.AddSingleton(new OutboxRoute("test.hangs", async (_, _, _) =>
        {
            await release.Task;
            return Delivery.Done;
        }))));
        await IsReady(lane);
        await lane.Part<Db>().InTransaction(tx =>
            lane.Part<OutboxStore>().Add(tx, new OutboxMessage("test.hangs", 1, 1, "test.hangs:1"), lane.Clock.Now));

        await IsStuck(lane, "outbox");

        release.SetResult();
        await IsReady(lane);
    }

    [Fact]
    public async Task A_job_that_hangs_turns_readiness_and_it_is_well_again_when_it_ends()
    {
        var (hangs, release) = (false, new TaskCompletionSource());
        await using var lane = await Lane.Start(With("Jobs", services => services.AddSingleton<IJob>(new HangingJob(() =>
            Volatile.Read(ref hangs) ? release.Task : Task.CompletedTask))));
        await IsReady(lane);
        Volatile.Write(ref hangs, true);

        await IsStuck(lane, "jobs");

        release.SetResult();
        await IsReady(lane);
    }

    private static LaneSettings With(string loop, Action<IServiceCollection> services) => new()
    {
        Options = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [loop + ":Enabled"] = "true", [loop + ":Poll"] = "00:00:00.050", [loop + ":StuckAfter"] = "00:00:01",
        },
        Services = services,
    };

    private static Task IsReady(Lane lane) => Wait.Until("the api is ready", async () => (await lane.Anyone.Get("/health/ready")).Status == 200);

    private static async Task IsStuck(Lane lane, string part)
    {
        Answer? answer = null;
        await Wait.Until($"readiness tells of the {part}", async () =>
        {
            // Due again, where it is a job.
            lane.Clock.Advance(TimeSpan.FromSeconds(1));
            answer = await lane.Anyone.Get("/health/ready");
            return answer.Status == 503;
        });
        (answer!.Text("status"), answer.Text("parts." + part), answer.Text("parts.database")).ShouldBe(("unhealthy", "unhealthy", "healthy"));
        (answer.Text("parts.cacheDrops"), answer.Text("parts.process")).ShouldBe(("healthy", "healthy"));
        answer.Header("Retry-After").ShouldNotBeNull();
    }

    private sealed class HangingJob(Func<Task> work) : IJob
    {
        public TimeSpan Every => TimeSpan.FromSeconds(1);

        public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation)
        {
            await work();
            return 0;
        }
    }
}
