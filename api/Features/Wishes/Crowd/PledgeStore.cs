using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Features.Wishes.Crowd;

public enum PledgeStatus
{
    Promised,
    Received,

    /// <summary>By the pledger.</summary>
    Withdrawn,

    /// <summary>The goods did not come in time.</summary>
    Expired,

    /// <summary>The wish ended before the goods were brought.</summary>
    Freed,
}

/// <summary>Pledges (认捐): who promised how much of which item. Their wish is locked by whoever changes them: see <see cref="CrowdStore"/>.</summary>
public sealed class PledgeStore
{
    private const int MostPledgers = 10_000;

    private const string Columns = """
        p.id AS Id, p.wish_id AS WishId, p.item_id AS ItemId, i.name AS ItemName, i.unit AS ItemUnit, p.member_id AS MemberId,
        p.unit_id AS UnitId, p.quantity AS Quantity, p.status AS Status, p.pledged_at AS PledgedAt, p.deliver_by AS DeliverBy,
        p.received_at AS ReceivedAt
        """;

    public Task<long> Insert(Tx tx, NewPledge pledge, DateTimeOffset now) => tx.Insert("""
        INSERT INTO wish_pledges (wish_id, item_id, member_id, unit_id, quantity, status, pledged_at)
        VALUES (@WishId, @ItemId, @MemberId, @UnitId, @Quantity, 'promised', @now)
        """, new { pledge.WishId, pledge.ItemId, pledge.MemberId, pledge.UnitId, pledge.Quantity, now });

    public Task<Pledge?> Find(DbSession session, long id) => session.Find<Pledge>(
        $"SELECT {Columns} FROM wish_pledges p JOIN wish_items i ON i.id = p.item_id WHERE p.id = @id", new { id });

    /// <summary>What a member pledged, newest first.</summary>
    public Task<IReadOnlyList<Pledge>> ListOf(DbSession session, long memberId, long before, int rows) => session.List<Pledge>($"""
        SELECT {Columns} FROM wish_pledges p JOIN wish_items i ON i.id = p.item_id
        WHERE p.member_id = @memberId AND p.id < @before ORDER BY p.id DESC LIMIT @rows
        """, new { memberId, before, rows });

    /// <summary>All pledges of a wish, oldest first; for staff.</summary>
    public Task<IReadOnlyList<Pledge>> ListOfWish(DbSession session, long wishId, long after, int rows) => session.List<Pledge>($"""
        SELECT {Columns} FROM wish_pledges p JOIN wish_items i ON i.id = p.item_id
        WHERE p.wish_id = @wishId AND p.id > @after ORDER BY p.id LIMIT @rows
        """, new { wishId, after, rows });

    /// <summary>A member's pledges of one wish that hold, oldest first.</summary>
    public Task<IReadOnlyList<Pledge>> ListOwn(DbSession session, long wishId, long memberId) => session.List<Pledge>($"""
        SELECT {Columns} FROM wish_pledges p JOIN wish_items i ON i.id = p.item_id
        WHERE p.wish_id = @wishId AND p.member_id = @memberId AND p.status IN ('promised', 'received') ORDER BY p.id LIMIT 100
        """, new { wishId, memberId });

    public Task<int> Withdraw(Tx tx, long id, DateTimeOffset now) => tx.Execute(
        "UPDATE wish_pledges SET status = 'withdrawn', deliver_by = NULL, ended_at = @now WHERE id = @id AND status = 'promised'", new { id, now });

    /// <summary>
    /// The goods are at the desk. The deadline is not asked for here: what somebody brings an hour late is welcome, as long as nobody
    /// else has been promised its place.
    /// </summary>
    public Task<int> Receive(Tx tx, long id, long staffId, DateTimeOffset now) => tx.Execute("""
        UPDATE wish_pledges SET status = 'received', received_at = @now, received_by = @staffId WHERE id = @id AND status = 'promised'
        """, new { id, staffId, now });

    /// <summary>From now on each promise has its time; null stops it, because the wish is not covered any more.</summary>
    public Task<int> SetDeliverBy(Tx tx, long wishId, DateTimeOffset? deliverBy) => tx.Execute(
        "UPDATE wish_pledges SET deliver_by = @deliverBy WHERE wish_id = @wishId AND status = 'promised'", new { wishId, deliverBy });

    /// <summary>Who has promised something that has not come yet.</summary>
    public Task<IReadOnlyList<long>> ListPromisers(Tx tx, long wishId) => tx.List<long>("""
        SELECT DISTINCT member_id FROM wish_pledges WHERE wish_id = @wishId AND status = 'promised' ORDER BY member_id LIMIT @MostPledgers
        """, new { wishId, MostPledgers });

    /// <summary>Who brought something, each with the first of their pledges, in the order of members.</summary>
    public Task<IReadOnlyList<Giver>> ListGivers(Tx tx, long wishId) => tx.List<Giver>("""
        SELECT member_id AS MemberId, MIN(id) AS PledgeId FROM wish_pledges
        WHERE wish_id = @wishId AND status = 'received' GROUP BY member_id ORDER BY member_id LIMIT @MostPledgers
        """, new { wishId, MostPledgers });

    /// <summary>Whether the member has a part in the wish: promised and not ended, or brought.</summary>
    public async Task<bool> HasPledged(DbSession session, long wishId, long memberId) => await session.Scalar<long>("""
        SELECT COUNT(*) FROM wish_pledges WHERE wish_id = @wishId AND member_id = @memberId AND status IN ('promised', 'received')
        """, new { wishId, memberId }) > 0;

    public Task<long> CountPromised(DbSession session, long memberId) => session.Scalar<long>(
        "SELECT COUNT(*) FROM wish_pledges WHERE member_id = @memberId AND status = 'promised'", new { memberId });

    /// <summary>Wishes with a promise whose time is over, a bounded number.</summary>
    public Task<IReadOnlyList<long>> ListOverdueWishes(DbSession session, DateTimeOffset now, int rows) => session.List<long>("""
        SELECT wish_id FROM wish_pledges WHERE status = 'promised' AND deliver_by <= @now ORDER BY deliver_by LIMIT @rows
        """, new { now, rows });

    public Task<IReadOnlyList<OverduePledge>> ListOverdue(Tx tx, long wishId, DateTimeOffset now) => tx.List<OverduePledge>("""
        SELECT id AS Id, member_id AS MemberId FROM wish_pledges
        WHERE wish_id = @wishId AND status = 'promised' AND deliver_by <= @now ORDER BY id LIMIT @MostPledgers
        """, new { wishId, now, MostPledgers });

    public Task<int> Expire(Tx tx, long wishId, DateTimeOffset now) => tx.Execute("""
        UPDATE wish_pledges SET status = 'expired', ended_at = @now WHERE wish_id = @wishId AND status = 'promised' AND deliver_by <= @now
        """, new { wishId, now });

    /// <summary>Nothing more needs to be brought; what has arrived stays on record.</summary>
    public Task<int> FreeAll(Tx tx, long wishId, DateTimeOffset now) => tx.Execute("""
        UPDATE wish_pledges SET status = 'freed', deliver_by = NULL, ended_at = @now WHERE wish_id = @wishId AND status = 'promised'
        """, new { wishId, now });
}

public sealed record NewPledge(long WishId, long ItemId, long MemberId, long? UnitId, int Quantity);

public sealed record Pledge(
    long Id, long WishId, long ItemId, string ItemName, string ItemUnit, long MemberId, long? UnitId, int Quantity, PledgeStatus Status,
    DateTimeOffset PledgedAt, DateTimeOffset? DeliverBy, DateTimeOffset? ReceivedAt);

public sealed record Giver(long MemberId, long PledgeId);

public sealed record OverduePledge(long Id, long MemberId);
