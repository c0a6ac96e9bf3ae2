using LinYuan.Api.Features.Photos.Core;
using LinYuan.Api.Features.Photos.Core.Pictures;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.Photos.Removal;

/// <summary>
/// Deletes the files of removed photos with their thumbnails, and files that never got a row: of uploads that were refused or broke off, some while ago, since
/// the row comes after the file.
/// </summary>
public sealed class SweepPhotoFiles(Db db, PhotoStore photos, PhotoFiles files) : IJob
{
    private const int Batch = 500;
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    // Only for this process, and only to go on where the last run ended: nothing is lost when it begins anew.
    private string cursor = "";

    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation) => await SweepRemoved() + await SweepOrphans(now);

    private async Task<int> SweepRemoved()
    {
        var removed = await db.Read(session => photos.ListRemoved(session, Batch));
        // The file first: a row without a file is found again, a file without a row only after a long walk.
        return await db.InTransactionEach(removed.Where(photo => files.RemovePicture(photo.Name)), (tx, photo) => photos.Forget(tx, photo.Id));
    }

    private async Task<int> SweepOrphans(DateTimeOffset now)
    {
        var batch = files.After(cursor).Take(Batch).ToList();
        cursor = batch.Count < Batch ? "" : batch[^1].FileName;
        var old = batch.Where(file => file.WrittenAt < now - Grace).ToList();
        var known = await db.Read(session => photos.ListKnown(session, [.. old.Select(file => file.Name).OfType<string>().Distinct()]));
        return old.Count(file => !(file.Name is { } name && known.Contains(name)) && files.Remove(file.FileName));
    }
}
