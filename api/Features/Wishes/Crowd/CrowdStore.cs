using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.Crowd;

/// <summary>The items of crowd wishes with their counters, the end of pledging, and the moves of the wish that belong to it.</summary>
/// <remarks>
/// The order of locks is the same in every move: the member's own row if there is one to lock, then the wish, then its items, then
/// pledges. Whoever waits for a wish holds nothing that its holder may still want, so that any number of pledges at once wait in line
/// and none of them dies of a deadlock.
/// </remarks>
public sealed class CrowdStore
{
    private const int MostRows = CrowdItems.Most * 200;

    /// <summary>Locks the wish until the transaction ends; false when there is none.</summary>
    public async Task<bool> Lock(Tx tx, long wishId) =>
        await tx.Find<long>("SELECT id FROM wishes WHERE id = @wishId FOR UPDATE", new { wishId }) == wishId;

    /// <summary>Gives the wish these items instead of those that it had; none makes it an ordinary wish. Only before anybody may pledge.</summary>
    public async Task SetItems(Tx tx, long wishId, IReadOnlyList<NewWishItem> items)
    {
        await tx.Execute("UPDATE wishes SET is_crowd = @isCrowd WHERE id = @wishId", new { wishId, isCrowd = items.Count > 0 });
        await tx.Execute("DELETE FROM wish_items WHERE wish_id = @wishId", new { wishId });
        if (items.Count == 0)
            return;
        await tx.Execute("INSERT IGNORE INTO crowd_wishes (wish_id) VALUES (@wishId)", new { wishId });
        foreach (var item in items)
        {
            await tx.Execute("INSERT INTO wish_items (wish_id, name, unit, quantity) VALUES (@wishId, @Name, @Unit, @Quantity)",
                new { wishId, item.Name, item.Unit, item.Quantity });
        }
    }

    /// <summary>What makes these wishes crowd wishes, by the wish's id. One without items is left out.</summary>
    public async Task<IReadOnlyDictionary<long, CrowdPart>> PartsOf(DbSession session, IReadOnlyList<long> wishIds)
    {
        if (wishIds.Count == 0)
            return new Dictionary<long, CrowdPart>();
        var rows = await session.List<ItemRow>("""
            SELECT c.wish_id AS WishId, c.pledge_by AS PledgeBy, i.id AS Id, i.name AS Name, i.unit AS Unit, i.quantity AS Quantity,
                   i.pledged AS Pledged, i.received AS Received
            FROM crowd_wishes c JOIN wish_items i ON i.wish_id = c.wish_id
            WHERE c.wish_id IN @wishIds ORDER BY i.id LIMIT @MostRows
            """, new { wishIds, MostRows });
        return rows.GroupBy(row => row.WishId).ToDictionary(wish => wish.Key, wish => new CrowdPart(wish.First().PledgeBy,
            [.. wish.Select(row => new WishItem(row.Id, row.Name, row.Unit, row.Quantity, row.Pledged, row.Received))]));
    }

    /// <summary>Takes a part of what is still free; 0 when less is. The guard holds by itself, whatever was read before.</summary>
    public Task<int> Take(Tx tx, long wishId, long itemId, int quantity) => tx.Execute("""
        UPDATE wish_items SET pledged = pledged + @quantity WHERE id = @itemId AND wish_id = @wishId AND pledged + @quantity <= quantity
        """, new { wishId, itemId, quantity });

    /// <summary>Makes a withdrawn pledge's part free again.</summary>
    public Task<int> GiveBack(Tx tx, long itemId, int quantity) =>
        tx.Execute("UPDATE wish_items SET pledged = pledged - @quantity WHERE id = @itemId", new { itemId, quantity });

    public Task<int> CountReceived(Tx tx, long itemId, int quantity) =>
        tx.Execute("UPDATE wish_items SET received = received + @quantity WHERE id = @itemId", new { itemId, quantity });

    /// <summary>Counts anew what is pledged, after several pledges ended at once.</summary>
    public Task Recount(Tx tx, long wishId) => tx.Execute("""
        UPDATE wish_items SET pledged = (
          SELECT COALESCE(SUM(p.quantity), 0) FROM wish_pledges p WHERE p.item_id = wish_items.id AND p.status IN ('promised', 'received'))
        WHERE wish_id = @wishId
        """, new { wishId });

    /// <summary>The targets become what is pledged.</summary>
    public Task Shrink(Tx tx, long wishId) => tx.Execute("UPDATE wish_items SET quantity = pledged WHERE wish_id = @wishId", new { wishId });

    /// <summary>Sets the end of pledging; null when pledging has ended.</summary>
    public Task SetPledgeBy(Tx tx, long wishId, DateTimeOffset? pledgeBy) =>
        tx.Execute("UPDATE crowd_wishes SET pledge_by = @pledgeBy WHERE wish_id = @wishId", new { wishId, pledgeBy });

    /// <summary>Takes the one extension that a crowd wish has; 0 when it is used up.</summary>
    public Task<int> UseExtension(Tx tx, long wishId, DateTimeOffset now) => tx.Execute(
        "UPDATE crowd_wishes SET extended_at = @now WHERE wish_id = @wishId AND extended_at IS NULL", new { wishId, now });

    /// <summary>A move that changes nothing but the state; 0 when the wish is no longer where it leaves.</summary>
    public Task<int> Move(Tx tx, long wishId, WishStatus from, WishStatus to) => tx.Execute(
        "UPDATE wishes SET status = @to WHERE id = @wishId AND is_crowd = 1 AND status = @from",
        new { wishId, from = from.Word(), to = to.Word() });

    /// <summary>The goods are with the resident, whose answer is awaited from now.</summary>
    public Task<int> HandOver(Tx tx, long wishId, WishStatus from, DateTimeOffset now) => tx.Execute("""
        UPDATE wishes SET status = 'delivered', delivered_at = @now WHERE id = @wishId AND is_crowd = 1 AND status = @from
        """, new { wishId, from = from.Word(), now });

    /// <summary>Back at the desk after a dispute: the goods are there, and are handed over once more.</summary>
    public Task<int> BackToDesk(Tx tx, long wishId) => tx.Execute("""
        UPDATE wishes SET status = 'delivering', delivered_at = NULL WHERE id = @wishId AND is_crowd = 1 AND status = 'disputed'
        """, new { wishId });

    /// <summary>Staff close what did not come together; the reason is public.</summary>
    public Task<int> Close(Tx tx, long wishId, string publicReason, DateTimeOffset now) => tx.Execute("""
        UPDATE wishes SET status = 'unmet', public_reason = @publicReason, contact_enc = NULL, closed_at = @now
        WHERE id = @wishId AND is_crowd = 1 AND status = 'partlyCovered'
        """, new { wishId, publicReason, now });

    /// <summary>Wishes whose pledging is over, a bounded number.</summary>
    public Task<IReadOnlyList<long>> ListOver(DbSession session, DateTimeOffset now, int rows) => session.List<long>(
        "SELECT wish_id FROM crowd_wishes WHERE pledge_by <= @now ORDER BY pledge_by LIMIT @rows", new { now, rows });

    /// <summary>Erases the items of a person's wishes that were never public; those that staff published stay, as the public text does.</summary>
    public Task Erase(Tx tx, long authorId) => tx.Execute("""
        DELETE wish_items FROM wish_items JOIN wishes ON wishes.id = wish_items.wish_id
        WHERE wishes.author_id = @authorId AND wishes.represented_id IS NULL AND wishes.published_at IS NULL
        """, new { authorId });

    private sealed record ItemRow(
        long WishId, DateTimeOffset? PledgeBy, long Id, string Name, string Unit, int Quantity, int Pledged, int Received);
}

/// <param name="Pledged">What is promised or received; never above the quantity.</param>
/// <param name="Received">What has arrived at the community's desk.</param>
public sealed record WishItem(long Id, string Name, string Unit, int Quantity, int Pledged, int Received)
{
    public int Free => Quantity - Pledged;
}

/// <param name="PledgeBy">The end of the pledging that runs; null when none does.</param>
public sealed record CrowdPart(DateTimeOffset? PledgeBy, IReadOnlyList<WishItem> Items)
{
    public bool IsFull => Items.All(item => item.Free == 0);

    public bool IsReceived => Items.All(item => item.Received == item.Quantity);
}
