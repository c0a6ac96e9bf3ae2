using Dapper;
using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.Offers.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.Lists;

/// <summary>The wall of wishes, as everybody reads it, newest first.</summary>
public sealed class PublicWishStore(AreaStore areas)
{
    private const string Columns = """
        wishes.id AS Id, community_id AS CommunityId, category AS Category, status AS Status, public_title AS Title, public_story AS Story,
        wanted_by AS WantedBy, published_at AS PublishedAt, public_reason AS PublicReason, is_crowd AS IsCrowd,
        claim_id AS ClaimId, (SELECT since FROM wish_marks WHERE wish_id = wishes.id AND mark = 'cold') AS ColdSince,
        offered_until AS ReservedUntil
        """;

    /// <summary>
    /// A page of a subtree; of all districts when it is null. Each reads along the key that was made for it, so that it costs the same at
    /// any size; asked for a state in which nothing is listed, it would read all wishes of that state in vain.
    /// </summary>
    public async Task<IReadOnlyList<PublicWish>> List(
        DbSession session, Subtree? subtree, WishStatus? status, WishCategory? category, long before, int rows)
    {
        if (status is WishStatus.Draft or WishStatus.PendingReview or WishStatus.Rejected or WishStatus.Withdrawn or WishStatus.Merged)
            return [];
        var level = subtree is null ? WishLevel.District : WishLevel.Of(subtree);
        var places = subtree is null ? await areas.ListDistrictIds(session) : [subtree.AreaId];
        if (level is null || places.Count == 0)
            return [];
        WallQuery query = new(level, status, category);
        DynamicParameters parameters = new(new { status = status?.Word(), category = category?.Word(), before, rows });
        for (var place = 0; place < places.Count; place++)
            parameters.Add($"area{place}", places[place]);
        return places.Count > 1 || query.ReadsManyToFindFew
            ? [.. (await session.List<PublicWish>(PageFirst(query, places.Count), parameters)).OrderByDescending(wish => wish.Id)]
            : await session.List<PublicWish>(Part(query, Columns, area: 0), parameters);
    }

    /// <summary>
    /// The ids of the page come out of the keys alone, those of several districts put together, and only then the rows are read: the
    /// engine would read the whole row of each entry that it passes over.
    /// </summary>
    private static string PageFirst(WallQuery query, int places)
    {
        var page = places == 1
            ? Part(query, "wishes.id", area: 0)
            : string.Join(" UNION ALL ", Enumerable.Range(0, places).Select(area => $"({Part(query, "wishes.id", area)})")) + " ORDER BY id DESC LIMIT @rows";
        return $"SELECT {Columns} FROM ({page}) page STRAIGHT_JOIN wishes ON wishes.id = page.id LIMIT @rows";
    }

    private static string Part(WallQuery query, string columns, int area) => $"""
        SELECT {columns} FROM wishes FORCE INDEX ({query.Key})
        WHERE {query.Level.Column} = @area{area} {(query.Status is null ? "" : "AND status = @status")}
              {(query.Category is null ? "" : "AND category = @category")} AND listed = 1 AND wishes.id < @before
        ORDER BY wishes.id DESC LIMIT @rows
        """;

    /// <summary>The filters of the wall, and along which key they are answered.</summary>
    private sealed record WallQuery(WishLevel Level, WishStatus? Status, WishCategory? Category)
    {
        /// <summary>
        /// Most wishes are fulfilled in the end, so that those of a category are soon found among all that are listed of it; any other
        /// state is small, and is read by its own key.
        /// </summary>
        public string Key => (Status, Category) switch
        {
            (null, null) => Level.Listed,
            (null or WishStatus.Fulfilled, not null) => Level.ListedCategory,
            _ => Level.Status,
        };

        /// <summary>The category stands behind the position in the key of the state: entries of other categories are passed over.</summary>
        public bool ReadsManyToFindFew => Status is not null and not WishStatus.Fulfilled && Category is not null;
    }
}

/// <summary>What the public list reads: nothing private is even fetched.</summary>
public sealed record PublicWish(
    long Id, long CommunityId, WishCategory Category, WishStatus Status, string Title, string Story, DateOnly? WantedBy,
    DateTimeOffset? PublishedAt, string? PublicReason, bool IsCrowd, long? ClaimId, DateTimeOffset? ColdSince,
    DateTimeOffset? ReservedUntil);
