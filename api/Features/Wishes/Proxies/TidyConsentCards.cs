using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes;

/// <summary>Forgets codes that can no longer be printed, and slips of the finger from long ago that locked nothing.</summary>
public sealed class TidyConsentCards(Db db, RepresentedStore people, IOptions<ProxyOptions> options) : IJob
{
    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public Task<int> Run(DateTimeOffset now, CancellationToken cancellation) => db.InTransaction(tx =>
        people.Forget(tx, now, now - options.Value.TriesForgottenAfter, options.Value.ConsentTries));
}
