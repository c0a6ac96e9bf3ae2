using System.Globalization;
using Dapper;
using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Features.Wishes.Duplicates;

/// <summary>The index of wishes by likeness: keyed hashes only, no text.</summary>
public sealed class WishLikenessStore
{
    /// <summary>Of each slot the newest wishes only, so that a search reads the same few rows however many share a common pair.</summary>
    private const int PerSlot = 50;

    /// <summary>Puts a wish into the index, or there anew after its text changed.</summary>
    /// <param name="phoneHash">Null for a person without a phone.</param>
    /// <param name="hashes">By slot; null where the text is too short for one.</param>
    public async Task Save(Tx tx, long wishId, long communityId, byte[]? phoneHash, byte[]?[] hashes)
    {
        await tx.Execute("""
            INSERT INTO wish_likeness (wish_id, community_id, phone_hash) VALUES (@wishId, @communityId, @phoneHash)
            ON DUPLICATE KEY UPDATE community_id = @communityId, phone_hash = @phoneHash, forget_at = NULL
            """, new { wishId, communityId, phoneHash });
        await tx.Execute("DELETE FROM wish_likeness_slots WHERE wish_id = @wishId", new { wishId });
        var slots = Filled(hashes);
        if (slots.Count == 0)
            return;
        var parameters = Parameters(hashes, slots);
        parameters.Add("wishId", wishId);
        parameters.Add("communityId", communityId);
        await tx.Execute($"""
            INSERT INTO wish_likeness_slots (wish_id, slot, community_id, hash)
            VALUES {string.Join(", ", slots.Select(slot => $"(@wishId, {Number(slot)}, @communityId, @h{Number(slot)})"))}
            """, parameters);
    }

    public async Task Remove(Tx tx, long wishId)
    {
        await tx.Execute("DELETE FROM wish_likeness WHERE wish_id = @wishId", new { wishId });
        await tx.Execute("DELETE FROM wish_likeness_slots WHERE wish_id = @wishId", new { wishId });
    }

    /// <summary>From when on the wish need not be compared any more; null while it runs.</summary>
    public Task SetForgetAt(Tx tx, long wishId, DateTimeOffset? forgetAt) =>
        tx.Execute("UPDATE wish_likeness SET forget_at = @forgetAt WHERE wish_id = @wishId", new { wishId, forgetAt });

    /// <summary>Wishes of the community that may be like a text, those first that agree in most slots.</summary>
    public async Task<IReadOnlyList<long>> ListLikely(DbSession session, long communityId, byte[]?[] hashes, int rows)
    {
        var slots = Filled(hashes);
        if (slots.Count == 0)
            return [];
        var parameters = Parameters(hashes, slots);
        parameters.Add("communityId", communityId);
        parameters.Add("rows", rows);
        return await session.List<long>($"""
            SELECT likely.wish_id FROM (
            {string.Join("\nUNION ALL\n", slots.Select(slot => $"""
                (SELECT wish_id FROM wish_likeness_slots
                 WHERE community_id = @communityId AND slot = {Number(slot)} AND hash = @h{Number(slot)} ORDER BY wish_id DESC LIMIT {Number(PerSlot)})
                """))}
            ) AS likely
            GROUP BY likely.wish_id ORDER BY COUNT(*) DESC, likely.wish_id DESC LIMIT @rows
            """, parameters);
    }

    /// <summary>The keyed hash of the phone that a wish was posted with; null without one, or when the wish is not in the index.</summary>
    public Task<byte[]?> FindPhoneHash(DbSession session, long wishId) =>
        session.Find<byte[]>("SELECT phone_hash FROM wish_likeness WHERE wish_id = @wishId", new { wishId });

    /// <summary>Wishes of the community with the same phone, newest first.</summary>
    public Task<IReadOnlyList<long>> ListOfContact(DbSession session, long communityId, byte[] phoneHash, int rows) => session.List<long>("""
        SELECT wish_id FROM wish_likeness WHERE community_id = @communityId AND phone_hash = @phoneHash ORDER BY wish_id DESC LIMIT @rows
        """, new { communityId, phoneHash, rows });

    public Task<IReadOnlyList<long>> ListToForget(DbSession session, DateTimeOffset now, int rows) =>
        session.List<long>("SELECT wish_id FROM wish_likeness WHERE forget_at <= @now ORDER BY forget_at LIMIT @rows", new { now, rows });

    /// <summary>Removes the wish if it is still to be forgotten; 0 when another runner was quicker or it runs again.</summary>
    public async Task<int> Forget(Tx tx, long wishId, DateTimeOffset now)
    {
        var forgotten = await tx.Execute("DELETE FROM wish_likeness WHERE wish_id = @wishId AND forget_at <= @now", new { wishId, now });
        if (forgotten > 0)
            await tx.Execute("DELETE FROM wish_likeness_slots WHERE wish_id = @wishId", new { wishId });
        return forgotten;
    }

    /// <summary>All that the index holds on a person's wishes.</summary>
    public async Task Erase(Tx tx, long authorId)
    {
        await tx.Execute("""
            DELETE wish_likeness_slots FROM wish_likeness_slots JOIN wishes ON wishes.id = wish_likeness_slots.wish_id
            WHERE wishes.author_id = @authorId
            """, new { authorId });
        await tx.Execute("""
            DELETE wish_likeness FROM wish_likeness JOIN wishes ON wishes.id = wish_likeness.wish_id WHERE wishes.author_id = @authorId
            """, new { authorId });
    }

    private static List<int> Filled(byte[]?[] hashes) => [.. Enumerable.Range(0, hashes.Length).Where(slot => hashes[slot] is not null)];

    private static DynamicParameters Parameters(byte[]?[] hashes, List<int> slots)
    {
        var parameters = new DynamicParameters();
        foreach (var slot in slots)
            parameters.Add("h" + Number(slot), hashes[slot]);
        return parameters;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
