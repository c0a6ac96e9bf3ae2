using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Features.Wishes.StandBy;

/// <summary>候补: who waits for a wish, and to whom of them it is offered. How long an offer holds is judged in the WHERE of each move.</summary>
public sealed class StandByStore
{
    public Task<long> CountOfMember(DbSession session, long memberId) =>
        session.Scalar<long>("SELECT COUNT(*) FROM wish_stand_bys WHERE member_id = @memberId", new { memberId });

    public Task Join(Tx tx, long wishId, long memberId, DateTimeOffset now) => tx.Execute("""
        INSERT IGNORE INTO wish_stand_bys (wish_id, member_id, joined_at) VALUES (@wishId, @memberId, @now)
        """, new { wishId, memberId, now });

    public Task<int> Remove(Tx tx, long wishId, long memberId) =>
        tx.Execute("DELETE FROM wish_stand_bys WHERE wish_id = @wishId AND member_id = @memberId", new { wishId, memberId });

    /// <summary>The member's places, newest first. A queue is short, so that counting who is ahead costs little.</summary>
    public Task<IReadOnlyList<StandByPlace>> ListOf(DbSession session, long memberId, long before, int rows) => session.List<StandByPlace>("""
        SELECT mine.id AS Id, mine.wish_id AS WishId, mine.joined_at AS JoinedAt,
               (SELECT COUNT(*) FROM wish_stand_bys AS ahead WHERE ahead.wish_id = mine.wish_id AND ahead.id <= mine.id) AS Position
        FROM wish_stand_bys AS mine WHERE mine.member_id = @memberId AND mine.id < @before ORDER BY mine.id DESC LIMIT @rows
        """, new { memberId, before, rows });

    public Task<StandByPlace?> Find(DbSession session, long wishId, long memberId) => session.Find<StandByPlace>("""
        SELECT mine.id AS Id, mine.wish_id AS WishId, mine.joined_at AS JoinedAt,
               (SELECT COUNT(*) FROM wish_stand_bys AS ahead WHERE ahead.wish_id = mine.wish_id AND ahead.id <= mine.id) AS Position
        FROM wish_stand_bys AS mine WHERE mine.wish_id = @wishId AND mine.member_id = @memberId
        """, new { wishId, memberId });

    /// <summary>Everyone who waits for the wish, the first in line first.</summary>
    public Task<IReadOnlyList<long>> ListWaiting(DbSession session, long wishId) =>
        session.List<long>("SELECT member_id FROM wish_stand_bys WHERE wish_id = @wishId ORDER BY id LIMIT 200", new { wishId });

    /// <summary>Who is first in line now; the row is locked, so that a place that is given up at the same moment is not offered.</summary>
    public Task<long?> FindFirst(Tx tx, long wishId) => tx.Find<long?>("""
        SELECT member_id FROM wish_stand_bys WHERE wish_id = @wishId ORDER BY id LIMIT 1 FOR UPDATE
        """, new { wishId });

    public Task<int> Offer(Tx tx, long wishId, long memberId, DateTimeOffset until) => tx.Execute("""
        UPDATE wishes SET offered_to = @memberId, offered_until = @until WHERE id = @wishId AND status = 'open' AND offered_to IS NULL
        """, new { wishId, memberId, until });

    /// <summary>The member gives an offer up that still holds.</summary>
    public Task<int> Decline(Tx tx, long wishId, long memberId, DateTimeOffset now) => tx.Execute("""
        UPDATE wishes SET offered_to = NULL, offered_until = NULL
        WHERE id = @wishId AND status = 'open' AND offered_to = @memberId AND offered_until > @now
        """, new { wishId, memberId, now });

    /// <summary>Ends an offer that was not taken in time. Runners may race: one of them moves it.</summary>
    public Task<int> Lapse(Tx tx, long wishId, long memberId, DateTimeOffset now) => tx.Execute("""
        UPDATE wishes SET offered_to = NULL, offered_until = NULL
        WHERE id = @wishId AND status = 'open' AND offered_to = @memberId AND offered_until <= @now
        """, new { wishId, memberId, now });

    public Task<IReadOnlyList<long>> ListLapsed(DbSession session, DateTimeOffset now, int rows) => session.List<long>("""
        SELECT id FROM wishes WHERE offered_until <= @now AND status = 'open' ORDER BY offered_until LIMIT @rows
        """, new { now, rows });

    public Task<IReadOnlyList<long>> ListOffersTo(DbSession session, long memberId) =>
        session.List<long>("SELECT id FROM wishes WHERE offered_to = @memberId AND status = 'open' ORDER BY id LIMIT 200", new { memberId });

    /// <summary>The wish is over: nobody waits for it any more.</summary>
    public async Task Empty(Tx tx, long wishId)
    {
        await tx.Execute("DELETE FROM wish_stand_bys WHERE wish_id = @wishId", new { wishId });
        await tx.Execute("UPDATE wishes SET offered_to = NULL, offered_until = NULL WHERE id = @wishId AND offered_to IS NOT NULL", new { wishId });
    }

    /// <summary>The author's own open wishes for which somebody waits.</summary>
    public Task<IReadOnlyList<long>> ListAwaitedOf(DbSession session, long authorId) => session.List<long>("""
        SELECT DISTINCT wishes.id FROM wishes JOIN wish_stand_bys ON wish_stand_bys.wish_id = wishes.id
        WHERE wishes.author_id = @authorId AND wishes.represented_id IS NULL AND wishes.status = 'open' ORDER BY wishes.id LIMIT 1000
        """, new { authorId });

    public Task EraseMember(Tx tx, long memberId) => tx.Execute("DELETE FROM wish_stand_bys WHERE member_id = @memberId", new { memberId });
}

/// <param name="Position">1 is the first in line.</param>
public sealed record StandByPlace(long Id, long WishId, DateTimeOffset JoinedAt, long Position);
