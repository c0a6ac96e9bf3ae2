using LinYuan.Api.Features.Wishes;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Photos;

/// <summary>The photos of a wish and of its delivery that the caller may see, in the order in which they came.</summary>
public static class ListPhotos
{
    public static async Task<Whole<PhotoView>> Handle(EntityId id, Caller caller, WishAccess access, Db db, PhotoStore photos, PhotoViews views)
    {
        var wish = (await access.Visible(id, caller)).Wish;
        var rows = await db.Read<IReadOnlyList<Photo>>(async session =>
        [
            .. await photos.ListOf(session, PhotoSubject.Wish, wish.Id),
            .. wish.ClaimId is { } claim ? await photos.ListOf(session, PhotoSubject.Delivery, claim) : [],
        ]);
        return new Whole<PhotoView>([.. rows.Where(photo => PhotoViews.MaySee(photo, wish, caller)).Select(photo => views.For(photo, caller))]);
    }
}

/// <summary>The photos of a wish that anyone may see: those that passed the check, once staff approved the wish.</summary>
public static class ListPublicPhotos
{
    public static async Task<Whole<PublicPhotoView>> Handle(EntityId id, Db db, WishStore wishes, PhotoStore photos, PhotoViews views)
    {
        var rows = await db.Read(async session => await wishes.Find(session, id.Value) is { IsListed: true } wish
            ? await photos.ListOf(session, PhotoSubject.Wish, wish.Id)
            : throw new Refusal(RequestErrors.NotFound));
        return new Whole<PublicPhotoView>([.. rows.Where(photo => photo.Status == PhotoStatus.Visible).Select(views.Public)]);
    }
}
