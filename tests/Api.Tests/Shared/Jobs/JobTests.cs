using LinYuan.Api.Shared.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LinYuan.Tests.Shared.Jobs;

public sealed class JobTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Runners_that_race_run_a_due_job_once()
    {
        var runs = 0;
        var job = new RacedJob(() => Task.FromResult(Interlocked.Increment(ref runs)));
        var runners = Enumerable.Range(0, 3).Select(_ => Runner(job)).ToList();

        for (var round = 1; round <= 10; round++)
        {
            var ran = await Task.WhenAll(runners.Select(runner => runner.RunDue(CancellationToken.None)));
            ran.Sum().ShouldBe(1);
            runs.ShouldBe(round);
            lane.Clock.Advance(Every);
        }
    }

    [Fact]
    public async Task A_job_is_due_again_only_after_its_interval()
    {
        var runner = Runner(new RegularJob(() => Task.FromResult(0)));
        (await Run(runner)).ShouldBe(1);
        lane.Clock.Advance(Every - TimeSpan.FromMilliseconds(1));
        (await Run(runner)).ShouldBe(0);

        lane.Clock.Advance(TimeSpan.FromMilliseconds(1));

        (await Run(runner)).ShouldBe(1);
    }

    [Fact]
    public async Task A_runner_that_died_is_replaced_when_its_lease_is_over()
    {
        var (begun, release, runs) = (new TaskCompletionSource(), new TaskCompletionSource(), 0);
        var dying = Runner(new LongJob(async () =>
        {
            begun.SetResult();
            await release.Task;
            return 0;
        }));
        var waiting = Runner(new LongJob(() => Task.FromResult(++runs)));
        var dyingRun = Run(dying);
        await begun.Task;

        lane.Clock.Advance(new JobOptions().Lease);
        (await Run(waiting)).ShouldBe(0);
        lane.Clock.Advance(TimeSpan.FromMilliseconds(1));
        (await Run(waiting)).ShouldBe(1);

        runs.ShouldBe(1);
        release.SetResult();
        await dyingRun;
        // The one that came back late must not have given away the other's turn.
        (await Run(waiting)).ShouldBe(0);
    }

    [Fact]
    public async Task A_job_that_fails_does_not_stop_the_others_and_is_tried_again_when_it_is_next_due()
    {
        var (tries, runs) = (0, 0);
        var runner = Runner(
            new FailingJob(() =>
            {
                tries++;
                throw new FormatException("a fault of this job");
            }),
            new OtherJob(() => Task.FromResult(++runs)));

        (await Run(runner)).ShouldBe(2);
        lane.Clock.Advance(Every);
        (await Run(runner)).ShouldBe(2);

        (tries, runs).ShouldBe((2, 2));
        lane.Logs.With("FailingJob").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_job_that_a_stop_breaks_off_is_no_failure_and_another_replica_goes_on_with_it_at_once()
    {
        using var stop = new CancellationTokenSource();
        var stopped = Runner(new StoppedJob(async () =>
        {
            await stop.CancelAsync();
            stop.Token.ThrowIfCancellationRequested();
            return 0;
        }));
        var runs = 0;

        await stopped.RunDue(stop.Token);

        (await Run(Runner(new StoppedJob(() => Task.FromResult(++runs))))).ShouldBe(1);
        runs.ShouldBe(1);
        lane.Logs.With("StoppedJob failed").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_job_that_does_not_listen_to_a_stop_is_left_to_another_replica()
    {
        using var stop = new CancellationTokenSource();
        var release = new TaskCompletionSource();
        var options = Options.Create(new JobOptions { Drain = TimeSpan.FromMilliseconds(20) });
        var deaf = ActivatorUtilities.CreateInstance<JobRunner>(lane.Services, options, new IJob[]
        {
            new DeafJob(async () =>
            {
                await stop.CancelAsync();
                await release.Task;
                return 0;
            }),
        });
        var runs = 0;

        await deaf.RunDue(stop.Token);

        (await Run(Runner(new DeafJob(() => Task.FromResult(++runs))))).ShouldBe(1);
        runs.ShouldBe(1);
        release.SetResult();
    }

    [Fact]
    public async Task A_cancellation_that_is_nobodys_stop_is_a_failure_of_the_job_and_the_others_run()
    {
        var runs = 0;
        var runner = Runner(new TimedOutJob(() => throw new TaskCanceledException("a time limit of its own")), new NextJob(() => Task.FromResult(++runs)));

        (await Run(runner)).ShouldBe(2);

        runs.ShouldBe(1);
        lane.Logs.With("Job TimedOutJob failed").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Every_job_of_the_api_runs_on_an_empty_database_and_again()
    {
        await using var empty = await Lane.Start();
        empty.Clock.Advance(TimeSpan.FromDays(1));
        var jobs = empty.Services.GetServices<IJob>().ToList();
        (await empty.RunJobs()).ShouldBe(jobs.Count);
        empty.Clock.Advance(TimeSpan.FromDays(1));

        (await empty.RunJobs()).ShouldBe(jobs.Count);

        foreach (var job in jobs)
            empty.Logs.With($"Job {job.GetType().Name} failed").ShouldBeEmpty();
        jobs.Select(job => job.GetType().Name).ShouldBeUnique();
    }

    private JobRunner Runner(params IJob[] jobs) => ActivatorUtilities.CreateInstance<JobRunner>(lane.Services, (object)jobs);

    private static Task<int> Run(JobRunner runner) => runner.RunDue(CancellationToken.None);

    // A job's lease goes by the name of its type.
    private abstract class TestJob(Func<Task<int>> work) : IJob
    {
        public TimeSpan Every => JobTests.Every;

        public Task<int> Run(DateTimeOffset now, CancellationToken cancellation) => work();
    }

    private sealed class RacedJob(Func<Task<int>> work) : TestJob(work);

    private sealed class RegularJob(Func<Task<int>> work) : TestJob(work);

    private sealed class LongJob(Func<Task<int>> work) : TestJob(work);

    private sealed class FailingJob(Func<Task<int>> work) : TestJob(work);

    private sealed class StoppedJob(Func<Task<int>> work) : TestJob(work);

    private sealed class DeafJob(Func<Task<int>> work) : TestJob(work);

    private sealed class TimedOutJob(Func<Task<int>> work) : TestJob(work);

    private sealed class NextJob(Func<Task<int>> work) : TestJob(work);

    private sealed class OtherJob(Func<Task<int>> work) : TestJob(work);
}
