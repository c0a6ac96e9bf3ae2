using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.Claims;
using LinYuan.Api.Features.Wishes.Review;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Wishes;

/// <summary>Finds the wish that an operation is about, in the role that the caller needs for it, and shows it afterwards.</summary>
public sealed class WishAccess(
    Db db, WishStore wishes, WishClaimStore claims, ViewerRelationStore relations, WishViewerContexts contexts, HelperStates helpers, AreaStore areas, WishVersions versions)
{
    /// <summary>A wish that the caller may see; 404 otherwise, so that nobody learns that it exists.</summary>
    public async Task<SeenWish> Visible(EntityId id, Caller caller)
    {
        var wish = await db.Read(async session => await wishes.Find(session, id.Value) is { } found && await Sees(session, found, caller) ? found : null);
        return wish is null ? throw new Refusal(RequestErrors.NotFound) : new SeenWish(wish, await areas.NameOf(wish.Place.CommunityId));
    }

    /// <summary>The same of a wish that has been read already.</summary>
    public async Task<SeenWish> Visible(DbSession session, Wish wish, Caller caller) => await Sees(session, wish, caller)
        ? new SeenWish(wish, await areas.NameOf(session, wish.Place.CommunityId))
        : throw new Refusal(RequestErrors.NotFound);

    private async Task<bool> Sees(DbSession session, Wish wish, Caller caller) =>
        wish.IsVisibleTo(caller) || (wish.IsCrowd && WishRules.GaveTo(wish, await relations.Of(session, wish.Id, caller.UserId)));

    /// <summary>Any wish that there is, for an operation that goes on to ask by what right it is called for.</summary>
    public async Task<SeenWish> Any(EntityId id) =>
        await db.Read(session => wishes.Find(session, id.Value)) is { } wish
            ? new SeenWish(wish, await areas.NameOf(wish.Place.CommunityId))
            : throw new Refusal(RequestErrors.NotFound);

    /// <summary>The caller's own wish; somebody else's is refused if it is public, else not there.</summary>
    public async Task<SeenWish> Own(EntityId id, Caller caller)
    {
        var seen = await Visible(id, caller);
        return seen.Wish.AuthorId == caller.UserId ? seen : throw new Refusal(RequestErrors.AccessDenied);
    }

    /// <summary>A wish of the caller's area for review; nobody reviews their own, nor one in which they spoke for the resident.</summary>
    public async Task<SeenWish> ForReview(EntityId id, Caller caller)
    {
        var seen = await Visible(id, caller);
        if (!seen.Wish.IsReviewedBy(caller))
            throw new Refusal(RequestErrors.NotFound);
        var hasActed = seen.Wish.RepresentedId is not null && (await db.Read(session => relations.Of(session, seen.Wish.Id, caller.UserId))).HasActed;
        WishRules.Require(WishRules.OwnCase(seen.Wish, caller, hasActed));
        return seen;
    }

    /// <summary>A decision on what has been changed since it was read is refused; to be asked with the wish locked.</summary>
    public Task RequireVersion(Tx tx, Wish wish, int? version) => versions.Require(tx, wish, version);

    /// <summary>The wish as the caller sees it after the move, read in the same transaction.</summary>
    public async Task<WishView> View(Tx tx, SeenWish seen, Caller caller, DateTimeOffset now) =>
        WishViews.For(await ContextOf(tx, seen.Wish.Id, caller, now), seen.CommunityName);

    /// <summary>What the caller has to do with the wish as it is now.</summary>
    public async Task<WishViewerContext> ContextOf(Tx tx, long id, Caller caller, DateTimeOffset now) =>
        await contexts.Of(tx, caller, (await wishes.Find(tx, id))!, now);

    /// <summary>The contact is for helpers whom staff have verified and still stand by; another registration than the one at the claim will do.</summary>
    public async Task RequireHelper(DbSession session, Caller caller)
    {
        if (!await helpers.IsHelper(session, caller.UserId))
            throw new Refusal(RegistrationErrors.Required);
    }

    /// <summary>A stored answer that holds the contact is given again only while the claim and the registration hold.</summary>
    public async Task RequireHeld(DbSession session, long id, Caller caller, DateTimeOffset now)
    {
        if ((await wishes.Find(session, id))?.IsHeldBy(caller, now) != true)
            throw new Refusal(WishErrors.LeaseOver);
        await RequireHelper(session, caller);
    }

    /// <summary>Why a claimer's move changed nothing: the precise refusal, from the row as it is now.</summary>
    public async Task<Refusal> WhyNotClaimer(Tx tx, long id, Caller caller, DateTimeOffset now)
    {
        var wish = (await wishes.Find(tx, id))!;
        if (wish.ClaimerId == caller.UserId)
            return new Refusal(wish.LeaseEnd <= now ? WishErrors.LeaseOver : WishErrors.WrongState);
        return new Refusal(await claims.HasEverClaimed(tx, id, caller.UserId) ? WishErrors.LeaseOver : RequestErrors.AccessDenied);
    }
}

public sealed record SeenWish(Wish Wish, string CommunityName);
