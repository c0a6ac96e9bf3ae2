using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.Crowd;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Wishes.Duplicates;

/// <param name="IntoId">The wish that stands for both from now on.</param>
/// <param name="Version">Of the wish that ends, as whoever merges it read it.</param>
[ValidatableType]
public sealed record MergeWishRequest([property: Needed] EntityId? IntoId, [property: Between(1, int.MaxValue)] int? Version = null);

/// <summary>
/// Staff find that two wishes are one need. The merged one ends and says which wish stands for it; its followers and its author hear
/// from now on what becomes of that wish.
/// </summary>
public sealed class MergeWish(
    WishAccess access, WishMergeStore merges, CrowdPledging pledging, CrowdStore crowd, WishFollowStore followers, WishMoves moves, TimeProvider time)
    : Operation<MergeWishRequest, WishView>
{
    public override void Configure()
    {
        Post("/wishes/{id}/merge");
        Group<Staff>();
        Moves(
            RequestErrors.NotFound, WishErrors.OwnCase, WishErrors.AppealElsewhere, WishErrors.WrongState, RequestErrors.CaseChanged,
            WishErrors.NotMergeable);
    }

    protected override async Task<IResult> Handle(MergeWishRequest request, CancellationToken ct)
    {
        var intoId = request.IntoId!.Value;
        var seen = await access.ForReview(Id, Caller);
        await RequireTarget(seen.Wish, intoId);
        return await Call.With(seen.Wish.AuthorId).Move(async tx =>
        {
            var now = time.Now();
            var (wish, into) = await Lock(tx, seen.Wish.Id, intoId.Value);
            RequireMergeable(wish, into);
            await access.RequireVersion(tx, wish, request.Version);
            await Join(tx, wish, into, now);
            return await access.View(tx, seen, Caller, now);
        });
    }

    private async Task RequireTarget(Wish wish, EntityId intoId)
    {
        if (intoId.Value == wish.Id)
            throw Refusal.Invalid("intoId", "不能并入这件心愿自己");
        Wish into;
        try
        {
            into = (await access.ForReview(intoId, Caller)).Wish;
        }
        catch (Refusal refusal) when (refusal.Error == RequestErrors.NotFound)
        {
            // The path was found; it is the body that names nothing.
            throw Refusal.Invalid("intoId", "没有这件心愿");
        }
        if (into.Place.CommunityId != wish.Place.CommunityId)
            throw Refusal.Invalid("intoId", "只能并入同一社区的心愿");
    }

    /// <summary>The lower id first, whatever is merged into what: two merges of the same pair, one each way, wait for each other in line.</summary>
    private async Task<(Wish Wish, Wish Into)> Lock(Tx tx, long id, long intoId)
    {
        var first = await pledging.Lock(tx, Math.Min(id, intoId));
        var second = await pledging.Lock(tx, Math.Max(id, intoId));
        return id < intoId ? (first!, second!) : (second!, first!);
    }

    /// <summary>Judged anew under the locks: either wish may have moved since it was seen.</summary>
    private void RequireMergeable(Wish wish, Wish into)
    {
        WishRules.Require(WishRules.Merge(wish, Caller));
        if (!WishLifecycle.Table.Allows(into.Status, WishAction.TakeIn, WishActor.System) || into.Place.CommunityId != wish.Place.CommunityId)
            throw new Refusal(WishErrors.NotMergeable);
        // A need must not disappear behind one that may still be turned down or withdrawn before anybody reads it.
        if (!into.IsListed)
            throw new Refusal(WishErrors.NotMergeable, "保留的那条还没有审核通过，请先审核通过保留的那条，再合并");
    }

    private async Task Join(Tx tx, Wish wish, Wish into, DateTimeOffset now)
    {
        await merges.Merge(tx, wish.Id, wish.Status, into.Id, now);
        await merges.Repoint(tx, wish.Id, into.Id);
        if (wish.IsCrowd)
            await crowd.SetPledgeBy(tx, wish.Id, null);
        await followers.CarryOver(tx, wish.Id, into.Id, into.AuthorId, now);
        if (wish.AuthorId != into.AuthorId)
            await followers.Follow(tx, into.Id, wish.AuthorId, now);
        await moves.Record(tx, wish, new WishMove(WishAction.Merge, wish.Status, WishStatus.Merged, WishActor.Staff, Caller.UserId), now);
        await moves.Record(tx, into, new WishMove(WishAction.TakeIn, into.Status, into.Status, WishActor.System, null), now);
    }
}
