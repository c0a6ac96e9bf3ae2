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
}

/// <summary>Runs the jobs that are due, each under a lease in the database, so that any number of replicas may do the same.</summary>
public sealed partial class JobRunner(
    Db db, JobStore store, IEnumerable<IJob> jobs, IOptions<JobOptions> options, TimeProvider time, ILogger<JobRunner> logger)
{
    private readonly string owner = Guid.NewGuid().ToString("N");
    private bool isRegistered;

    /// <summary>Runs what is due now; the number of jobs run.</summary>
    public async Task<int> RunDue(CancellationToken cancellation)
    {
        await RegisterOnce();
        var ran = 0;
        foreach (var job in jobs)
        {
            var name = job.GetType().Name;
            if (await Take(name))
            {
                await Run(job, name, cancellation);
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
            await db.InTransaction(tx => store.Register(tx, job.GetType().Name, time.Now()));
        isRegistered = true;
    }

    private async Task Run(IJob job, string name, CancellationToken cancellation)
    {
        try
        {
            var changed = await job.Run(time.Now(), cancellation);
            Meters.JobRuns.Add(1, new("job", name), new("outcome", "done"));
            if (changed > 0)
                LogRan(name, changed);
        }
        catch (Exception error) when (error is not OperationCanceledException)
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
