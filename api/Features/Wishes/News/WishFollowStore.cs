using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Features.Wishes.News;

/// <summary>Who follows a wish, and who has muted it.</summary>
public sealed class WishFollowStore
{
    public Task Follow(Tx tx, long wishId, long userId, DateTimeOffset now) => tx.Execute("""
        INSERT IGNORE INTO wish_followers (wish_id, user_id, followed_at) VALUES (@wishId, @userId, @now)
        """, new { wishId, userId, now });

    public Task<int> Unfollow(Tx tx, long wishId, long userId) =>
        tx.Execute("DELETE FROM wish_followers WHERE wish_id = @wishId AND user_id = @userId", new { wishId, userId });

    public async Task<bool> Follows(DbSession session, long wishId, long userId) => await session.Scalar<long>(
        "SELECT COUNT(*) FROM wish_followers WHERE wish_id = @wishId AND user_id = @userId", new { wishId, userId }) > 0;

    public Task<IReadOnlyList<long>> List(DbSession session, long wishId, long after, int rows) => session.List<long>("""
        SELECT user_id FROM wish_followers WHERE wish_id = @wishId AND user_id > @after ORDER BY user_id LIMIT @rows
        """, new { wishId, after, rows });

    /// <summary>Those that everyone may see; one that was taken back is nobody else's to read.</summary>
    public Task<IReadOnlyList<long>> ListFollowed(DbSession session, long userId, long before, int rows) => session.List<long>("""
        SELECT followed.wish_id FROM wish_followers AS followed JOIN wishes ON wishes.id = followed.wish_id AND wishes.listed = 1
        WHERE followed.user_id = @userId AND followed.wish_id < @before ORDER BY followed.wish_id DESC LIMIT @rows
        """, new { userId, before, rows });

    /// <summary>
    /// Who followed a wish that is merged follows the one that stands for it; not who muted it, nor that wish's own author. One statement
    /// for all of them: those left out would never hear of it.
    /// </summary>
    public async Task CarryOver(Tx tx, long wishId, long intoId, long exceptId, DateTimeOffset now)
    {
        await tx.Execute("""
            INSERT IGNORE INTO wish_followers (wish_id, user_id, followed_at)
            SELECT @intoId, followed.user_id, @now FROM wish_followers AS followed
            LEFT JOIN wish_mutes ON wish_mutes.wish_id = followed.wish_id AND wish_mutes.user_id = followed.user_id
            WHERE followed.wish_id = @wishId AND followed.user_id <> @exceptId AND wish_mutes.user_id IS NULL
            """, new { wishId, intoId, exceptId, now });
        await tx.Execute("DELETE FROM wish_followers WHERE wish_id = @wishId", new { wishId });
    }

    public Task Mute(Tx tx, long wishId, long userId, DateTimeOffset now) => tx.Execute("""
        INSERT IGNORE INTO wish_mutes (wish_id, user_id, muted_at) VALUES (@wishId, @userId, @now)
        """, new { wishId, userId, now });

    public Task<int> Unmute(Tx tx, long wishId, long userId) =>
        tx.Execute("DELETE FROM wish_mutes WHERE wish_id = @wishId AND user_id = @userId", new { wishId, userId });

    public async Task<bool> HasMuted(DbSession session, long wishId, long userId) => await session.Scalar<long>(
        "SELECT COUNT(*) FROM wish_mutes WHERE wish_id = @wishId AND user_id = @userId", new { wishId, userId }) > 0;

    /// <summary>Who of these people has muted which of these wishes.</summary>
    public async Task<IReadOnlySet<(long WishId, long UserId)>> ListMuted(DbSession session, IReadOnlyList<long> wishIds, IReadOnlyList<long> userIds) =>
        (await session.List<(long, long)>("""
            SELECT wish_id, user_id FROM wish_mutes WHERE wish_id IN @wishIds AND user_id IN @userIds LIMIT 10000
            """, new { wishIds, userIds })).ToHashSet();

    public async Task Erase(Tx tx, long userId)
    {
        await tx.Execute("DELETE FROM wish_followers WHERE user_id = @userId", new { userId });
        await tx.Execute("DELETE FROM wish_mutes WHERE user_id = @userId", new { userId });
    }
}
