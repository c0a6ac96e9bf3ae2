using System.Diagnostics.Metrics;

namespace LinYuan.Api.Shared.Telemetry;

/// <summary>The measurements that ASP.NET Core does not make itself. Tags never hold a person's data.</summary>
public static class Meters
{
    public const string Name = "LinYuan";

    private static readonly Meter Meter = new(Name);

    public static readonly Histogram<double> PoolWait =
        Meter.CreateHistogram<double>("linyuan.database.wait", "ms", "Time a caller waited for a free database connection");

    public static readonly Counter<long> TransactionRetries =
        Meter.CreateCounter<long>("linyuan.database.retries", description: "Transactions run again after a conflict or a broken connection");

    public static readonly Histogram<double> OutboxAge =
        Meter.CreateHistogram<double>("linyuan.outbox.age", "s", "Time from writing a message to its delivery");

    public static readonly Counter<long> OutboxOutcomes =
        Meter.CreateCounter<long>("linyuan.outbox.outcomes", description: "Messages handled, by kind and outcome");

    public static readonly Counter<long> JobRuns =
        Meter.CreateCounter<long>("linyuan.jobs.runs", description: "Job runs, by job and outcome");

    public static readonly Counter<long> ChangesFailed =
        Meter.CreateCounter<long>("linyuan.jobs.changes_failed", description: "Single changes of a job that threw while the others went on");

    public static readonly Counter<long> LeaseExpiries =
        Meter.CreateCounter<long>("linyuan.wishes.lease_expiries", description: "Claims that ended because their time ran out");

    public static readonly Counter<long> PointFindings =
        Meter.CreateCounter<long>("linyuan.points.findings", description: "Places where the points ledger does not add up, by kind");

    public static readonly Counter<long> Refusals =
        Meter.CreateCounter<long>("linyuan.requests.refusals", description: "Requests refused, by code");
}
