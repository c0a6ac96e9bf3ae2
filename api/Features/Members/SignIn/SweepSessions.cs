using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.Members.SignIn;

/// <summary>Removes sessions past their end; they open nothing any more, this only keeps the table small.</summary>
public sealed class SweepSessions(Db db, MemberStore members) : IJob
{
    public TimeSpan Every => TimeSpan.FromHours(1);

    public Task<int> Run(DateTimeOffset now, CancellationToken cancellation) => db.InTransaction(tx => members.SweepSessions(tx, now));
}
