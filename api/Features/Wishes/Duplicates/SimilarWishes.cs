using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.Offers.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes.Duplicates;

/// <summary>疑似重复: a wish that may be the same as the one at hand.</summary>
/// <param name="Likeness">In percent.</param>
public sealed record SimilarWishView(
    EntityId Id, WishCategory Category, WishStatus Status, string Title, string Story, bool IsMine, DateTimeOffset SubmittedAt, int Likeness);

/// <param name="IsListed">Whether everyone can read it; staff read the others too.</param>
/// <param name="SameContact">Whether it was posted with the same phone; which one is not said.</param>
public sealed record StaffSimilarWishView(
    EntityId Id, WishCategory Category, WishStatus Status, string Title, string Story, bool IsListed, DateTimeOffset SubmittedAt, int Likeness,
    bool SameContact);

/// <summary>Finds wishes that are like a text: a few candidates by the index, then the true likeness of their words.</summary>
public sealed class SimilarWishes(
    Db db, WishStore wishes, WishLikenessStore store, TextLikeness texts, IOptions<DuplicateOptions> options)
{
    private const int Candidates = 50;
    private const int OfContact = 20;
    private const int MostForAuthor = 5;
    private const int MostForStaff = 20;

    /// <summary>
    /// Hints for the author of a text: listed wishes, judged by what everyone reads of them, and the author's own. An unlisted wish of
    /// somebody else is not told by its likeness either.
    /// </summary>
    /// <param name="except">The wish that is handed in anew, which is no duplicate of itself.</param>
    public async Task<IReadOnlyList<SimilarWishView>> ForAuthor(Caller caller, Placement place, WishText text, long? except = null)
    {
        var hashes = texts.HashesOf(text);
        var found = await db.Read(async session =>
            await wishes.ListByIds(session, await store.ListLikely(session, place.CommunityId, hashes, Candidates)));
        var views =
            from wish in found.Values
            where wish.Id != except
            let isMine = wish.AuthorId == caller.UserId
            let words = isMine ? wish.Text ?? Public(wish) : wish.IsListed ? Public(wish) : null
            where words is not null
            let likeness = TextLikeness.Between(text, words)
            where IsAlike(likeness)
            orderby likeness.Percent descending, wish.Id descending
            select new SimilarWishView(
                new EntityId(wish.Id), wish.Category, wish.Status, words.Title, words.Story, isMine, wish.SubmittedAt, likeness.Percent);
        return [.. views.Take(MostForAuthor)];
    }

    /// <summary>Hints for staff who review a wish: those that they review as well, by the author's own words, and by the contact.</summary>
    public async Task<IReadOnlyList<StaffSimilarWishView>> ForReviewer(Caller caller, Wish wish)
    {
        if ((wish.Text ?? Public(wish)) is not { } text)
            return [];
        var (found, sameContact) = await Candidate(wish, text);
        var views =
            from other in found.Values
            let words = other.Text ?? Public(other)
            where other.Id != wish.Id && other.IsReviewedBy(caller) && words is not null
            let likeness = TextLikeness.Between(text, words)
            let isSame = sameContact.Contains(other.Id)
            where isSame || IsAlike(likeness)
            orderby likeness.Percent descending, other.Id descending
            select new StaffSimilarWishView(
                new EntityId(other.Id), other.Category, other.Status, words.Title, words.Story, other.IsListed, other.SubmittedAt,
                likeness.Percent, isSame);
        return [.. views.Take(MostForStaff)];
    }

    private Task<(IReadOnlyDictionary<long, Wish> Found, HashSet<long> SameContact)> Candidate(Wish wish, WishText text) => db.Read(async session =>
    {
        var likely = await store.ListLikely(session, wish.Place.CommunityId, texts.HashesOf(text), Candidates + 1);
        var sameContact = await store.FindPhoneHash(session, wish.Id) is { } phoneHash
            ? await store.ListOfContact(session, wish.Place.CommunityId, phoneHash, OfContact + 1)
            : [];
        return (await wishes.ListByIds(session, [.. likely.Union(sameContact)]), sameContact.ToHashSet());
    });

    private bool IsAlike(Likeness likeness) => likeness.Title >= options.Value.TitleFrom || likeness.Whole >= options.Value.WholeFrom;

    private static WishText? Public(Wish wish) => wish is { PublicTitle: { } title, PublicStory: { } story } ? new WishText(title, story) : null;
}
