using LinYuan.Api.Features.Members;
using LinYuan.Api.Features.Wishes;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Photos;

/// <summary>
/// Takes one photo of a wish or of its delivery. The file is written before the row that names it, rewritten to nothing but the picture;
/// others see it when WeChat has passed it.
/// </summary>
public sealed class UploadPhoto(
    Db db, WishAccess access, WishStore wishes, MemberStore members, PhotoStore photos, PhotoFiles files, PhotoViews views, OutboxStore outbox,
    IOptions<PhotoOptions> options, TimeProvider time)
{
    /// <summary>In bytes; WeChat checks nothing larger.</summary>
    public const int LargestFile = 10 * 1024 * 1024;
    private const int MostOfSubject = 6;

    private static readonly HashSet<WishStatus> Ended =
        [WishStatus.Rejected, WishStatus.Fulfilled, WishStatus.FulfilledUnconfirmed, WishStatus.Withdrawn, WishStatus.Unmet];

    public static Task<IResult> Handle(
        EntityId id, [FromQuery(Name = "for")] string? subject, UploadedFile file, Caller caller, IdempotentCall call, UploadPhoto upload) =>
        upload.Handle(id, subject, file, caller, call);

    private async Task<IResult> Handle(EntityId id, string? subject, UploadedFile file, Caller caller, IdempotentCall call)
    {
        var seen = await access.Visible(id, caller);
        var kind = JsonConventions.ParseWord<PhotoSubject>(subject, "for") ?? throw Refusal.Invalid("for", "请写明 wish 或 delivery");
        return await call.After(() => Store(seen.Wish, kind, file, caller), stored => Save(seen.Wish.Id, kind, stored, caller, call));
    }

    /// <summary>Asked first as well as in the transaction: nobody's file is read and written only to be refused.</summary>
    private async Task<Stored> Store(Wish wish, PhotoSubject kind, UploadedFile file, Caller caller)
    {
        var subjectId = SubjectFor(caller, wish, kind, time.Now());
        if (await db.Read(session => photos.Count(session, kind, subjectId)) >= MostOfSubject)
            throw new Refusal(PhotoErrors.Limit);
        var picture = CleanPicture.Of(file.Require(LargestFile, PhotoErrors.TooLarge));
        var name = PhotoFiles.NewName();
        await files.Write(name, picture);
        return new Stored(name, picture.MediaType, picture.Bytes, picture.Width, picture.Height);
    }

    /// <summary>A file that got no row, because the call was refused or is a repeat, goes again at once; the sweep finds what is left over.</summary>
    private async Task<IResult> Save(long wishId, PhotoSubject kind, Stored stored, Caller caller, IdempotentCall call)
    {
        var hasRow = false;
        try
        {
            var answer = await call.Create(
                async tx =>
                {
                    var view = await Insert(tx, wishId, kind, stored, caller);
                    hasRow = true;
                    return view;
                },
                view => $"/api/v1/photos/{view.Id}");
            if (!hasRow)
                files.Remove(stored.Name);
            return answer;
        }
        catch (Refusal)
        {
            files.Remove(stored.Name);
            throw;
        }
    }

    private async Task<PhotoView> Insert(Tx tx, long wishId, PhotoSubject kind, Stored stored, Caller caller)
    {
        var now = time.Now();
        // All photos of a subject are one person's, so that person's row is the queue in which uploads at once are counted one by one.
        await members.Lock(tx, caller.UserId);
        var wish = (await wishes.Find(tx, wishId))!;
        var subjectId = SubjectFor(caller, wish, kind, now);
        if (await photos.Count(tx, kind, subjectId) >= MostOfSubject)
            throw new Refusal(PhotoErrors.Limit);
        var photo = new NewPhoto(
            stored.Name, kind, subjectId, wish.Id, wish.Place, caller.UserId, stored.MediaType, stored.Bytes, stored.Width, stored.Height);
        var id = await photos.Insert(tx, photo, now + options.Value.CheckWithin, now);
        await outbox.Add(tx, CheckPhoto.Message(id, caller.UserId, tries: 0), now);
        return views.For((await photos.Find(tx, id))!, caller);
    }

    /// <summary>Whose photo it would be and of what: the author's of the wish until it ends, the claimer's of the claim while it holds or waits to be confirmed.</summary>
    private static long SubjectFor(Caller caller, Wish wish, PhotoSubject kind, DateTimeOffset now)
    {
        if ((kind == PhotoSubject.Wish ? wish.AuthorId : wish.ClaimerId) != caller.UserId)
            throw new Refusal(RequestErrors.AccessDenied);
        if (Ended.Contains(wish.Status))
            throw new Refusal(WishErrors.WrongState, "这个心愿已经结束，不能再添加照片");
        if (kind == PhotoSubject.Wish)
            return wish.Id;
        return wish.LeaseEnd > now || wish.LeaseEnd is null ? wish.ClaimId!.Value : throw new Refusal(WishErrors.LeaseOver);
    }

    private sealed record Stored(string Name, string MediaType, int Bytes, int Width, int Height);
}
