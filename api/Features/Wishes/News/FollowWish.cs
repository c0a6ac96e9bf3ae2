using FastEndpoints;
using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.News;

/// <summary>What the caller hears of a wish.</summary>
public sealed record WishFollowView(bool Follows, bool Muted);

/// <summary>"I want this too" (关注): the caller hears what becomes of somebody else's wish.</summary>
public sealed class FollowWish(WishAccess access, WishFollowStore followers, TimeProvider time) : Operation<EmptyRequest, WishFollowView>
{
    public override void Configure()
    {
        Post("/wishes/{id}/follow");
        Group<People>();
        Moves(RequestErrors.NotFound, WishErrors.OwnClaim);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        WishRules.Require(WishRules.OwnWish((await access.Visible(Id, Caller)).Wish, Caller, "这是您自己的心愿，有进展会通知您"));
        return await Call.Move(async tx =>
        {
            await followers.Follow(tx, Id.Value, Caller.UserId, time.Now());
            return new WishFollowView(Follows: true, await followers.HasMuted(tx, Id.Value, Caller.UserId));
        });
    }
}
