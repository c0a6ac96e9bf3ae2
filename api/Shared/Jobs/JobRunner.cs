using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Telemetry;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Shared.Jobs;

/// <summary>Section "Jobs".</summary>
public sealed record JobOptions
{
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>After this a runner that has not finished counts as dead.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>A job that is told to stop has so long to end; then it is left to another replica.</summary>
    public TimeSpan Drain { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A loop in which no job ends for so long is stuck, and the process is not ready.</summary>
    public TimeSpan StuckAfter { get; set; } = TimeSpan.FromMinutes(5);
}

/// <summary>Runs the jobs that are due, each under a lease in the database, so that any number of replicas may do the same.</summary>
public sealed partial class JobRunner(
    Db db, JobStore store, IEnumerable<IJob> jobs, IOptions<JobOptions> options, TimeProvider time, ILogger<JobRunner> logger)
{
    private readonly string owner = Guid.NewGuid().ToString("N");
    private bool isRegistered;

    /// <summary>Runs what is due now; the number of jobs run.</summary>
    /// <param name="stopping">When it is cancelled no further job is begun, and the one that runs is told.</param>
    /// <param name="progress">Called after each job.</param>
    public async Task<int> RunDue(CancellationToken stopping, Action? progress = null)
    {
        await RegisterOnce();
        var ran = 0;
        foreach (var job in jobs)
        {
            var name = job.Name;
            if (!stopping.IsCancellationRequested && await Take(name))
            {
                await Run(job, name, stopping);
                progress?.Invoke();
                ran++;
            }
        }
        return ran;
    }

    private Task<bool> Take(string name)
    {
        var now = time.Now();
        return db.InTransaction(tx => store.Take(tx, name, owner, now, now + options.Value.Lease));
    }

    /// <summary>
    /// Apart from taking a lease: the insert leaves a read lock on a row that is there already, and runners that each hold one and then
    /// want to write the row deadlock.
    /// </summary>
    private async Task RegisterOnce()
    {
        if (isRegistered)
            return;
        foreach (var job in jobs)
            await db.InTransaction(tx => store.Register(tx, job.Name, time.Now()));
        isRegistered = true;
    }

    private async Task Run(IJob job, string name, CancellationToken stopping)
    {
        using var ending = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var drain = stopping.Register(() => ending.CancelAfter(options.Value.Drain));
        try
        {
            var changed = await job.Run(time.Now(), stopping).WaitAsync(ending.Token);
            Meters.JobRuns.Add(1, new("job", name), new("outcome", "done"));
            if (changed > 0)
                LogRan(name, changed);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // A stop is no failure: another replica goes on with it at once.
            Meters.JobRuns.Add(1, new("job", name), new("outcome", "stopped"));
            await db.InTransaction(tx => store.GiveBack(tx, name, owner));
            return;
        }
        catch (Exception error)
        {
            // A job that fails is tried again when it is next due; the others must run all the same.
            Meters.JobRuns.Add(1, new("job", name), new("outcome", "failed"));
            LogFailed(error, name);
        }
        await db.InTransaction(tx => store.Finish(tx, name, owner, time.Now() + job.Every));
    }

    [LoggerMessage(LogLevel.Information, "Job {Name} changed {Changed}")]
    private partial void LogRan(string name, int changed);

    [LoggerMessage(LogLevel.Error, "Job {Name} failed")]
    private partial void LogFailed(Exception error, string name);
}
