using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.Wishes.Proxies.Cards;

/// <summary>Forgets codes that can no longer be printed.</summary>
public sealed class TidyConsentCards(Db db, RepresentedStore people) : IJob
{
    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public Task<int> Run(DateTimeOffset now, CancellationToken cancellation) => db.InTransaction(tx => people.ForgetPrintable(tx, now));
}
