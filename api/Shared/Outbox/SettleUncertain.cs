using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Shared.Outbox;

/// <summary>
/// Ends the uncertainty of messages that may have arrived and of which no word came: what may come twice is sent once more, and what is
/// still uncertain days later is let go.
/// </summary>
public sealed class SettleUncertain(Db db, UncertainStore store, IEnumerable<OutboxRoute> routes, IOptions<OutboxOptions> options) : IJob
{
    private readonly List<string> repeatable = [.. routes.Where(route => route.MayComeTwice).Select(route => route.Kind)];

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public Task<int> Run(DateTimeOffset now, CancellationToken cancellation) => db.InTransaction(async tx =>
        await store.SendAgain(tx, repeatable, now - options.Value.AwaitWord, now) + await store.LetGo(tx, now - options.Value.KeepUncertain));
}
