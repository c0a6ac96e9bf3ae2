using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LinYuan.Api.Features.Photos;

/// <summary>The owner takes a photo away, whatever state it or the wish is in. A repeat is answered the same.</summary>
public static class DeletePhoto
{
    public static async Task<NoContent> Handle(EntityId id, Caller caller, Db db, PhotoStore photos, TimeProvider time)
    {
        await db.InTransaction(async tx =>
        {
            if (await photos.Find(tx, id.Value) is not { } photo || photo.OwnerId != caller.UserId)
                throw new Refusal(RequestErrors.NotFound);
            await photos.Move(tx, photo.Id, PhotoAction.Delete, time.Now());
        });
        return TypedResults.NoContent();
    }
}
