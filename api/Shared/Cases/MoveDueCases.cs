using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Shared.Cases;

/// <summary>Moves the cases of one kind whose time has come. Each kind has a lease of its own: a slow one keeps no other waiting.</summary>
public sealed class MoveDueCases(Db db, ICaseKind kind) : IJob
{
    private const int Batch = 200;

    public string Name => "MoveDueCases." + kind.Name;

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation) =>
        await db.InTransactionEach(await db.Read(session => kind.ListDue(session, now, Batch)), kind.MoveDueOne);
}
