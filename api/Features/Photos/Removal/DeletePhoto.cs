using LinYuan.Api.Features.Photos.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LinYuan.Api.Features.Photos.Removal;

/// <summary>
/// Whoever added a photo of a wish, a clue or a station takes it away, whatever state the photo and what it belongs to are in. A repeat is
/// answered the same until the file is deleted, and then as a photo that never was.
/// </summary>
public static class DeletePhoto
{
    public static async Task<NoContent> Handle(EntityId id, Caller caller, Db db, PhotoStore photos, TimeProvider time)
    {
        await db.InTransaction(caller, async tx =>
        {
            if (await photos.Find(tx, id.Value) is not { } photo || photo.OwnerId != caller.UserId)
                throw new Refusal(RequestErrors.NotFound);
            await photos.Move(tx, photo.Id, PhotoAction.Delete, time.Now());
        });
        return TypedResults.NoContent();
    }
}
