using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.Crowd;
using LinYuan.Api.Features.Wishes.Review;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.Afterwards;

/// <summary>Staff take a published story down, with a reason that both sides read.</summary>
public sealed class UnpublishStory(WishAccess access, CrowdPledging pledging, StoryStore stories, TimeProvider time) : Operation<WishReasonRequest, WishView>
{
    public override void Configure()
    {
        Post("/wishes/{id}/unpublish-story");
        Group<Staff>();
        Moves(RequestErrors.NotFound, WishErrors.OwnCase, WishErrors.WrongState, RequestErrors.CaseChanged);
    }

    protected override async Task<IResult> Handle(WishReasonRequest request, CancellationToken ct)
    {
        var seen = await access.ForReview(Id, Caller);
        return await Call.Move(async tx =>
        {
            var now = time.Now();
            await access.RequireVersion(tx, (await pledging.Lock(tx, seen.Wish.Id))!, request.Version);
            WishRules.RequireMoved(await stories.Unpublish(tx, seen.Wish.Id, Caller.UserId, request.Reason, now));
            return await access.View(tx, seen, Caller, now);
        });
    }
}
