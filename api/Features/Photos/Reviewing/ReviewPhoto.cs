using LinYuan.Api.Features.Photos.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Photos.Reviewing;

/// <param name="Reason">For the owner.</param>
public sealed record HidePhotoRequest([property: Text(2, 200)] string Reason);

/// <summary>What staff decide about photos of their area.</summary>
public sealed class ReviewPhoto(Db db, PhotoStore photos, PhotoSubjects subjects, PhotoViews views, TimeProvider time)
{
    /// <summary>Staff let others see a photo that waits for them or was hidden.</summary>
    public static Task<IResult> Show(EntityId id, Caller caller, IdempotentCall call, ReviewPhoto review) =>
        review.Decide(id, caller, call, (tx, photo) => review.Show(tx, photo, caller));

    /// <summary>Staff take a photo from view, with a reason that its owner reads.</summary>
    public static Task<IResult> Hide(EntityId id, HidePhotoRequest body, Caller caller, IdempotentCall call, ReviewPhoto review) =>
        review.Decide(id, caller, call, (tx, photo) => review.Hide(tx, photo, body.Reason, caller));

    private async Task<IResult> Decide(EntityId id, Caller caller, IdempotentCall call, Func<Tx, Photo, Task<int>> change)
    {
        var (found, of) = await db.Read(async session =>
            await photos.Find(session, id.Value) is { } photo && photo.Status != PhotoStatus.Removed && photo.IsReviewedBy(caller)
                ? (photo, await subjects.Of(photo).Find(session, photo.CaseId, caller))
                : throw new Refusal(RequestErrors.NotFound));
        if (!of.RolesOn(found).Contains(PhotoActor.Staff))
            throw new Refusal(PhotoErrors.OwnCase, found.OwnerId == caller.UserId ? null : "这是您自己的心愿或线索，请由其他工作人员处理");
        return await call.Move(async tx =>
        {
            if (await photos.Lock(tx, found.Id) is not { } photo || await change(tx, photo) == 0)
                throw new Refusal(PhotoErrors.WrongState);
            return views.For((await photos.Find(tx, found.Id))!, of);
        });
    }

    private Task<int> Hide(Tx tx, Photo photo, string reason, Caller caller) =>
        photos.Move(tx, photo.Id, PhotoAction.Hide, time.Now(), caller.UserId, reason);

    /// <summary>
    /// Staff overrule WeChat, but do not run ahead of it: also a photo that was hidden during the check waits for the verdict again.
    /// </summary>
    private Task<int> Show(Tx tx, Photo photo, Caller caller)
    {
        var now = time.Now();
        if (photo is { Status: PhotoStatus.Checking, CheckBy: { } checkBy })
        {
            var minutes = Math.Max(1, (int)Math.Ceiling((checkBy - now).TotalMinutes));
            throw new Refusal(PhotoErrors.StillChecking, $"微信还在检查这张照片，请过几分钟再来，最多等 {minutes} 分钟");
        }
        return photo is { Status: PhotoStatus.Hidden, CheckBy: not null }
            ? photos.ResumeCheck(tx, photo.Id)
            : photos.Move(tx, photo.Id, PhotoAction.Show, now, caller.UserId);
    }
}
