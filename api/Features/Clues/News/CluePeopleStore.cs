using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Features.Clues;

/// <summary>Who follows a clue or has muted it, and who helps its owner.</summary>
public sealed class CluePeopleStore
{
    public Task Follow(Tx tx, long clueId, long userId, DateTimeOffset now) => tx.Execute("""
        INSERT IGNORE INTO clue_followers (clue_id, user_id, followed_at) VALUES (@clueId, @userId, @now)
        """, new { clueId, userId, now });

    public Task<int> Unfollow(Tx tx, long clueId, long userId) =>
        tx.Execute("DELETE FROM clue_followers WHERE clue_id = @clueId AND user_id = @userId", new { clueId, userId });

    public Task<IReadOnlyList<long>> ListFollowers(DbSession session, long clueId, long after, int rows) => session.List<long>("""
        SELECT user_id FROM clue_followers WHERE clue_id = @clueId AND user_id > @after ORDER BY user_id LIMIT @rows
        """, new { clueId, after, rows });

    /// <summary>Those that everyone may see, newest first.</summary>
    public Task<IReadOnlyList<long>> ListFollowed(DbSession session, long userId, long before, int rows) => session.List<long>("""
        SELECT followed.clue_id FROM clue_followers AS followed JOIN clues ON clues.id = followed.clue_id AND clues.listed = 1
        WHERE followed.user_id = @userId AND followed.clue_id < @before ORDER BY followed.clue_id DESC LIMIT @rows
        """, new { userId, before, rows });

    public async Task<bool> Follows(DbSession session, long clueId, long userId) => await session.Scalar<long>(
        "SELECT COUNT(*) FROM clue_followers WHERE clue_id = @clueId AND user_id = @userId", new { clueId, userId }) > 0;

    /// <summary>All who follow one clue follow another one as well; not who muted it.</summary>
    public Task CarryOver(Tx tx, long fromId, long intoId, DateTimeOffset now) => tx.Execute("""
        INSERT IGNORE INTO clue_followers (clue_id, user_id, followed_at)
        SELECT @intoId, followed.user_id, @now FROM clue_followers AS followed
        LEFT JOIN clue_mutes ON clue_mutes.clue_id = followed.clue_id AND clue_mutes.user_id = followed.user_id
        WHERE followed.clue_id = @fromId AND clue_mutes.user_id IS NULL
        """, new { fromId, intoId, now });

    public Task Mute(Tx tx, long clueId, long userId, DateTimeOffset now) => tx.Execute("""
        INSERT IGNORE INTO clue_mutes (clue_id, user_id, muted_at) VALUES (@clueId, @userId, @now)
        """, new { clueId, userId, now });

    public Task<int> Unmute(Tx tx, long clueId, long userId) =>
        tx.Execute("DELETE FROM clue_mutes WHERE clue_id = @clueId AND user_id = @userId", new { clueId, userId });

    public async Task<bool> HasMuted(DbSession session, long clueId, long userId) => await session.Scalar<long>(
        "SELECT COUNT(*) FROM clue_mutes WHERE clue_id = @clueId AND user_id = @userId", new { clueId, userId }) > 0;

    public async Task SetHelpers(Tx tx, long clueId, IReadOnlyCollection<long> userIds)
    {
        await tx.Execute("DELETE FROM clue_helpers WHERE clue_id = @clueId", new { clueId });
        foreach (var userId in userIds)
            await tx.Execute("INSERT INTO clue_helpers (clue_id, user_id) VALUES (@clueId, @userId)", new { clueId, userId });
    }

    public Task<IReadOnlyList<long>> ListHelpers(DbSession session, long clueId) => session.List<long>(
        "SELECT user_id FROM clue_helpers WHERE clue_id = @clueId ORDER BY user_id LIMIT 20", new { clueId });

    public async Task<bool> Helps(DbSession session, long clueId, long userId) => await session.Scalar<long>(
        "SELECT COUNT(*) FROM clue_helpers WHERE clue_id = @clueId AND user_id = @userId", new { clueId, userId }) > 0;

    /// <summary>With whatever there is to help with in that community; read along the person's own rows, not along all that was reported there.</summary>
    public Task StopHelping(Tx tx, long userId, long communityId) => tx.Execute("""
        DELETE clue_helpers FROM clue_helpers STRAIGHT_JOIN clues ON clues.id = clue_helpers.clue_id
        WHERE clue_helpers.user_id = @userId AND clues.community_id = @communityId
        """, new { userId, communityId });

    public async Task Erase(Tx tx, long userId)
    {
        await tx.Execute("DELETE FROM clue_mutes WHERE user_id = @userId", new { userId });
        await tx.Execute("DELETE FROM clue_followers WHERE user_id = @userId", new { userId });
        await tx.Execute("DELETE FROM clue_helpers WHERE user_id = @userId", new { userId });
    }
}
