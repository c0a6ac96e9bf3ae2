using FastEndpoints;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.News;

/// <summary>The caller hears nothing more of the wish, whatever their part in it, except what needs an answer.</summary>
public sealed class MuteWish(WishAccess access, WishFollowStore followers, TimeProvider time) : Operation<EmptyRequest, WishFollowView>
{
    public override void Configure()
    {
        Post("/wishes/{id}/mute");
        Group<People>();
        Moves(RequestErrors.NotFound);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        await access.Visible(Id, Caller);
        return await Call.Move(async tx =>
        {
            await followers.Mute(tx, Id.Value, Caller.UserId, time.Now());
            return new WishFollowView(await followers.Follows(tx, Id.Value, Caller.UserId), Muted: true);
        });
    }
}
