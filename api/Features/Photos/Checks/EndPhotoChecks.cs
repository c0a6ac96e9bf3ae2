using LinYuan.Api.Features.Photos.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.Photos.Checks;

/// <summary>Gives photos that WeChat has not judged in time to the staff.</summary>
public sealed class EndPhotoChecks(Db db, PhotoStore photos) : IJob
{
    private const int Batch = 500;

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation) => await db.InTransactionEach(
        await db.Read(session => photos.ListOverdue(session, now, Batch)), (tx, id) => photos.EndCheck(tx, id, PhotoAction.Doubt, now));
}
