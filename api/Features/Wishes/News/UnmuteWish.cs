using FastEndpoints;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LinYuan.Api.Features.Wishes.News;

/// <summary>The caller hears of the wish again.</summary>
public sealed class UnmuteWish(Db db, WishAccess access, WishFollowStore followers) : Operation<EmptyRequest, NoContent>
{
    public override void Configure()
    {
        Delete("/wishes/{id}/mute");
        Group<People>();
        Removes(RequestErrors.NotFound);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        await access.Visible(Id, Caller);
        await db.InTransaction(Caller, tx => followers.Unmute(tx, Id.Value, Caller.UserId));
        return TypedResults.NoContent();
    }
}
