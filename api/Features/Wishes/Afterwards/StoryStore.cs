using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.Offers.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Wishes.Afterwards;

public enum StorySide
{
    Author,

    /// <summary>Who fulfilled the wish; of a crowd wish, everyone whose goods arrived.</summary>
    Giver,
}

/// <summary>
/// Stories (故事) of fulfilled wishes, and who agrees that they are told. Consents are written with their wish locked, except by the
/// deletion of an account: it waits for their rows, which a publication reads with a lock.
/// </summary>
public sealed class StoryStore(FieldCipher cipher)
{
    private const int MostPeople = 10_000;
    private const string Columns =
        "id AS Id, wish_id AS WishId, community_id AS CommunityId, category AS Category, title AS Title, story AS Text, published_at AS PublishedAt";

    /// <summary>What takes a story down erases its text with the same statement.</summary>
    private const string TakenDown =
        "wish_stories.title = NULL, wish_stories.story = NULL, wish_stories.unpublished_at = @now, wish_stories.unpublished_by = @byId";

    public Task SetConsent(Tx tx, long wishId, long userId, StorySide side, bool agrees, DateTimeOffset now) => tx.Execute("""
        INSERT INTO story_consents (wish_id, user_id, side, agrees, decided_at) VALUES (@wishId, @userId, @side, @agrees, @now)
        ON DUPLICATE KEY UPDATE side = @side, agrees = @agrees, decided_at = @now
        """, new { wishId, userId, side = side.Word(), agrees, now });

    /// <summary>What the people of these wishes said.</summary>
    public async Task<IReadOnlyList<StoryConsent>> ListConsents(DbSession session, IReadOnlyList<long> wishIds) => wishIds.Count == 0 ? []
        : await session.List<StoryConsent>("""
            SELECT wish_id AS WishId, user_id AS UserId, side AS Side, agrees AS Agrees, decided_at AS DecidedAt
            FROM story_consents WHERE wish_id IN @wishIds ORDER BY wish_id, user_id LIMIT @MostPeople
            """, new { wishIds, MostPeople });

    /// <summary>The same of one wish, and nobody changes their mind until the transaction ends.</summary>
    public Task<IReadOnlyList<StoryConsent>> LockConsents(Tx tx, long wishId) => tx.List<StoryConsent>("""
        SELECT wish_id AS WishId, user_id AS UserId, side AS Side, agrees AS Agrees, decided_at AS DecidedAt
        FROM story_consents WHERE wish_id = @wishId ORDER BY user_id LIMIT @MostPeople FOR UPDATE
        """, new { wishId, MostPeople });

    /// <summary>What one person said, newest wish first; for the export of their data.</summary>
    public Task<IReadOnlyList<StoryConsent>> ListConsentsOf(DbSession session, long userId, int rows) => session.List<StoryConsent>("""
        SELECT wish_id AS WishId, user_id AS UserId, side AS Side, agrees AS Agrees, decided_at AS DecidedAt
        FROM story_consents WHERE user_id = @userId ORDER BY wish_id DESC LIMIT @rows
        """, new { userId, rows });

    /// <summary>Everyone may read it from now on.</summary>
    public Task<long> Publish(Tx tx, Wish wish, WishText story, long staffId, DateTimeOffset now) => tx.Insert("""
        INSERT INTO wish_stories (wish_id, district_id, street_id, community_id, category, title, story, published_at, published_by)
        VALUES (@Id, @DistrictId, @StreetId, @CommunityId, @category, @Title, @Story, @now, @staffId)
        """, new
    {
        wish.Id, wish.Place.DistrictId, wish.Place.StreetId, wish.Place.CommunityId, category = wish.Category.Word(), story.Title, story.Story, now, staffId,
    });

    /// <summary>Takes the story of a wish down; 0 when none is up.</summary>
    public Task<int> Unpublish(Tx tx, long wishId, long byId, string? reason, DateTimeOffset now) => tx.Execute($"""
        UPDATE wish_stories SET {TakenDown}, unpublish_reason_enc = @reason WHERE wish_id = @wishId AND live = 1
        """, new { wishId, byId, now, reason = cipher.EncryptIfAny(WishStore.WordsPurpose, reason) });

    public Task<Story?> FindLive(DbSession session, long wishId) =>
        session.Find<Story>($"SELECT {Columns} FROM wish_stories WHERE wish_id = @wishId AND live = 1", new { wishId });

    public Task<Story?> Find(DbSession session, long id) =>
        session.Find<Story>($"SELECT {Columns} FROM wish_stories WHERE id = @id AND live = 1", new { id });

    /// <summary>Why staff took the last story of the wish down; null when they did not.</summary>
    public async Task<string?> FindReason(DbSession session, long wishId) => cipher.DecryptIfAny(WishStore.WordsPurpose, await session.Find<byte[]>(
        "SELECT unpublish_reason_enc FROM wish_stories WHERE wish_id = @wishId ORDER BY id DESC LIMIT 1", new { wishId }));

    /// <summary>Stories that everyone may read, newest first.</summary>
    public Task<IReadOnlyList<Story>> List(DbSession session, Subtree? subtree, long before, int rows) => session.List<Story>($"""
        SELECT {Columns} FROM wish_stories
        WHERE {(subtree is null ? "" : $"{subtree.Column} = @AreaId AND")} live = 1 AND id < @before ORDER BY id DESC LIMIT @rows
        """, new { subtree?.AreaId, before, rows });

    /// <summary>Whoever leaves agrees to nothing any more. The consents first: a publication under way holds them until it is done.</summary>
    public async Task Erase(Tx tx, long userId, DateTimeOffset now)
    {
        await tx.Execute("UPDATE story_consents SET agrees = 0, decided_at = @now WHERE user_id = @userId", new { userId, now });
        await tx.Execute($"""
            UPDATE wish_stories JOIN story_consents ON story_consents.wish_id = wish_stories.wish_id SET {TakenDown}
            WHERE story_consents.user_id = @userId AND wish_stories.live = 1
            """, new { userId, byId = userId, now });
    }
}

public sealed record StoryConsent(long WishId, long UserId, StorySide Side, bool Agrees, DateTimeOffset DecidedAt);

/// <summary>A story that is up.</summary>
public sealed record Story(
    long Id, long WishId, long CommunityId, WishCategory Category, string Title, string Text, DateTimeOffset PublishedAt);
