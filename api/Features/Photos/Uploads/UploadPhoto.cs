using LinYuan.Api.Features.Photos.Checks;
using LinYuan.Api.Features.Photos.Core;
using LinYuan.Api.Features.Photos.Core.Pictures;
using LinYuan.Api.Features.Photos.Subjects;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Features.WeChatPush.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Photos.Uploads;

/// <summary>
/// Takes one photo. The file is written before the row that names it, anew from nothing but the picture; others see it when WeChat
/// has passed it, or staff have. Who may add one to what is in the folder Subjects.
/// </summary>
public sealed class UploadPhoto(
    Db db, PhotoStore photos, StorePicture pictures, PhotoViews views, OutboxStore outbox, IOptions<PhotoOptions> options,
    IOptions<WeChatPushOptions> push, TimeProvider time)
{
    /// <summary>In bytes; WeChat checks nothing larger.</summary>
    public const int LargestFile = 10 * 1024 * 1024;
    private const int MostOfSubject = 6;

    /// <summary>The author adds a photo of the wish, or the claimer one of the delivery: <c>for</c> says which.</summary>
    public static async Task<IResult> Handle(
        EntityId id, [FromQuery(Name = "for")] string? subject, UploadedFile file, Caller caller, IdempotentCall call, PhotosOfWishes wishes,
        UploadPhoto upload) =>
        await upload.Take(wishes, id, await wishes.Visible(id, caller), KindOf(wishes, subject), file, call);

    /// <summary>The reporter adds a photo of the clue, or the owner one of how it was solved: <c>for</c> says which.</summary>
    public static async Task<IResult> Clue(
        EntityId id, [FromQuery(Name = "for")] string? subject, UploadedFile file, Caller caller, IdempotentCall call, PhotosOfClues clues,
        UploadPhoto upload) =>
        await upload.Take(clues, id, await clues.Visible(id, caller), KindOf(clues, subject), file, call);

    /// <summary>The keeper adds a photo of the station, which staff look at before everyone sees it.</summary>
    public static async Task<IResult> Station(
        EntityId id, UploadedFile file, Caller caller, IdempotentCall call, PhotosOfStations stations, UploadPhoto upload) =>
        await upload.Take(stations, id, await stations.Visible(id, caller), PhotoSubject.Station, file, call);

    /// <summary>Staff add a photo of a station of their area, for everyone once WeChat has passed it.</summary>
    public static async Task<IResult> ByStaff(
        EntityId id, UploadedFile file, Caller caller, IdempotentCall call, StationAccess setUp, PhotosOfStations stations, UploadPhoto upload)
    {
        var station = await setUp.Require(id, caller);
        return await upload.Take(stations, id, new StationPhotos(station, caller), PhotoSubject.Station, file, call);
    }

    private static PhotoSubject KindOf(IPhotographed photographed, string? subject) =>
        JsonConventions.ParseWord<PhotoSubject>(subject, "for") is { } kind && photographed.Kinds.Contains(kind)
            ? kind
            : throw Refusal.Invalid("for", $"请写明 {string.Join(" 或 ", photographed.Kinds.Select(known => known.Word()))}");

    private Task<IResult> Take(IPhotographed photographed, EntityId id, PhotoCase seen, PhotoSubject kind, UploadedFile file, IdempotentCall call) =>
        call.After(
            () => Store(seen, kind, file),
            stored => Save(stored, tx => Insert(tx, photographed, id.Value, kind, stored, seen.Caller), call));

    /// <summary>Asked first as well as in the transaction: nobody's file is read and written only to be refused.</summary>
    private async Task<StoredPicture> Store(PhotoCase seen, PhotoSubject kind, UploadedFile file)
    {
        var target = seen.TargetFor(kind, time.Now());
        await db.Read(async session =>
        {
            await RequireRoom(session, target, seen.Caller);
            return true;
        });
        return await pictures.Store(file.Require(LargestFile, PhotoErrors.TooLarge));
    }

    /// <summary>A file that got no row, because the call was refused or is a repeat, goes again at once; the sweep finds what is left over.</summary>
    private async Task<IResult> Save(StoredPicture stored, Func<Tx, Task<PhotoView>> insert, IdempotentCall call)
    {
        var hasRow = false;
        try
        {
            var answer = await call.Create(
                async tx =>
                {
                    var view = await insert(tx);
                    hasRow = true;
                    return view;
                },
                view => $"/api/v1/photos/{view.Id}");
            if (!hasRow)
                pictures.Drop(stored);
            return answer;
        }
        catch (Refusal)
        {
            pictures.Drop(stored);
            throw;
        }
    }

    private async Task<PhotoView> Insert(Tx tx, IPhotographed photographed, long id, PhotoSubject kind, StoredPicture stored, Caller caller)
    {
        var now = time.Now();
        // Where a subject's photos are one person's, that person's row, which is locked, is the queue in which uploads at once are counted.
        await photographed.Lock(tx, id);
        var of = await photographed.Find(tx, id, caller);
        var target = of.TargetFor(kind, now);
        await RequireRoom(tx, target, caller);
        var photo = new NewPhoto(stored.Name, target, caller.UserId, stored.MediaType, stored.Bytes, stored.Width, stored.Height);
        var photoId = await photos.Insert(tx, photo, now + options.Value.CheckWithin, now);
        // Nobody would hear WeChat's verdict, so staff look without waiting for it.
        if (push.Value.IsOn)
            await outbox.Add(tx, CheckPhoto.Message(photoId, caller.UserId, tries: 0), now);
        else
            await photos.EndCheck(tx, photoId, PhotoAction.Doubt, now);
        return views.For((await photos.Find(tx, photoId))!, of);
    }

    private async Task RequireRoom(DbSession session, PhotoTarget target, Caller caller)
    {
        if (await photos.Count(session, target, caller.UserId) >= MostOfSubject)
            throw new Refusal(PhotoErrors.Limit);
    }
}
