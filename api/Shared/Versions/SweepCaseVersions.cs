using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Shared.Versions;

/// <summary>Removes what cases said a month ago and before: nobody decides on that any more.</summary>
public sealed class SweepCaseVersions(Db db, CaseVersionStore store) : IJob
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public TimeSpan Every => TimeSpan.FromHours(1);

    public Task<int> Run(DateTimeOffset now, CancellationToken cancellation) => db.InTransaction(tx => store.Sweep(tx, now - Kept));
}
