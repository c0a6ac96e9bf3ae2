using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Points;

/// <summary>Why points moved.</summary>
public enum PointReason
{
    CheckIn,
    WishFulfilled,

    /// <summary>Delivered, but the resident never answered.</summary>
    WishUnconfirmed,

    /// <summary>Taken back, since it turned out that the help was not given.</summary>
    WishReversed,
}

/// <summary>The kind of case that points come from.</summary>
public enum PointSource
{
    CheckIn,
    Wish,

    /// <summary>What somebody brought to a crowd wish.</summary>
    Pledge,
}

/// <summary>Points for one person, paid by a community's budget. A case pays once for a reason, to one person.</summary>
public sealed record PointCredit(long UserId, long CommunityId, int Amount, PointReason Reason, PointSource Source, long SourceId);

/// <summary>The points ledger, in double entry: each transfer is a row for the person and one for the budget, and no row is ever changed.</summary>
public sealed class PointLedger
{
    /// <summary>
    /// Credits a person inside the transaction of the case that earned it; gives the new balance. The same case again changes nothing
    /// and gives the balance as it is.
    /// </summary>
    public async Task<long> Credit(Tx tx, PointCredit credit, DateTimeOffset now)
    {
        if (credit.Amount <= 0)
            throw new ArgumentException("A credit is above zero.", nameof(credit));
        // The entries come first and the balance last, always: the balance is the one row that two credits of a person share, so
        // whoever waits for it holds nothing that its owner still wants.
        return await AddEntries(tx, credit, now)
            ? await AddToBalance(tx, credit)
            : await BalanceOf(tx, credit.UserId);
    }

    /// <summary>What a case has paid a person so far, reversals counted.</summary>
    public async Task<int> PaidFor(DbSession session, long userId, PointSource source, long sourceId) => (int)(await session.Find<decimal?>("""
        SELECT SUM(amount) FROM point_entries
        WHERE source_kind = @source AND source_id = @sourceId AND account_kind = 'user' AND account_id = @userId
        """, new { userId, source = source.Word(), sourceId }) ?? 0);

    /// <summary>
    /// Takes back what a case has paid a person, by a new pair of entries. The balance may fall below zero: what was spent meanwhile is
    /// owed. Nothing paid, nothing done.
    /// </summary>
    public async Task Reverse(Tx tx, long userId, long communityId, PointSource source, long sourceId, DateTimeOffset now)
    {
        var paid = await PaidFor(tx, userId, source, sourceId);
        var reversal = new PointCredit(userId, communityId, -paid, PointReason.WishReversed, source, sourceId);
        if (paid > 0 && await AddEntries(tx, reversal, now))
            await AddToBalance(tx, reversal);
    }

    /// <summary>The sum of the person's entries; 0 for someone who never had any.</summary>
    public Task<long> BalanceOf(DbSession session, long userId) =>
        session.Scalar<long>("SELECT balance FROM point_balances WHERE user_id = @userId", new { userId });

    /// <summary>
    /// A person's balance, with entries newest first. Both come from one statement, and so from one moment: read one after the other, a
    /// credit in between would stand in one of them only.
    /// </summary>
    public async Task<PointStatement> StatementOf(DbSession session, long userId, long before, int rows)
    {
        var lines = await session.List<StatementLine>("""
            SELECT b.balance AS Balance, e.id AS Id, e.at AS At, e.amount AS Amount, e.reason AS Reason, e.source_kind AS Source,
                   e.source_id AS SourceId
            FROM point_balances b LEFT JOIN (
              SELECT id, at, amount, reason, source_kind, source_id
              FROM point_entries
              WHERE account_kind = 'user' AND account_id = @userId AND id < @before ORDER BY id DESC LIMIT @rows) e ON TRUE
            WHERE b.user_id = @userId ORDER BY e.id DESC
            """, new { userId, before, rows });
        // A page behind the last entry is one line that has a balance and nothing else.
        return new PointStatement(lines.Count > 0 ? lines[0].Balance : 0, [.. lines.Where(line => line.Id is not null).Select(line => line.Entry)]);
    }

    /// <summary>False when the case was paid already. One statement, so that there is never one half of a transfer.</summary>
    private static async Task<bool> AddEntries(Tx tx, PointCredit credit, DateTimeOffset now)
    {
        try
        {
            await tx.Execute("""
                INSERT INTO point_entries (account_kind, account_id, amount, reason, source_kind, source_id, at)
                VALUES ('user', @UserId, @Amount, @Reason, @Source, @SourceId, @now),
                       ('community', @CommunityId, -@Amount, @Reason, @Source, @SourceId, @now)
                """, new
            {
                credit.UserId, credit.CommunityId, credit.Amount, Reason = credit.Reason.Word(), Source = credit.Source.Word(),
                credit.SourceId, now,
            });
            return true;
        }
        catch (MySqlException error) when (error.IsDuplicate())
        {
            return false;
        }
    }

    private static Task<long> AddToBalance(Tx tx, PointCredit credit) => tx.Scalar<long>("""
        INSERT INTO point_balances (user_id, balance) VALUES (@UserId, @Amount) ON DUPLICATE KEY UPDATE balance = balance + @Amount;
        SELECT balance FROM point_balances WHERE user_id = @UserId
        """, new { credit.UserId, credit.Amount });

    private sealed record StatementLine(
        long Balance, long? Id, DateTimeOffset? At, int? Amount, PointReason? Reason, PointSource? Source, long? SourceId)
    {
        public PointEntry Entry => new(Id!.Value, At!.Value, Amount!.Value, Reason!.Value, Source!.Value, SourceId!.Value);
    }
}

/// <summary>What a person has, and where a part of it came from.</summary>
public sealed record PointStatement(long Balance, IReadOnlyList<PointEntry> Entries);

/// <summary>One line of a person's account; the amount is negative when points were spent.</summary>
public sealed record PointEntry(long Id, DateTimeOffset At, int Amount, PointReason Reason, PointSource Source, long SourceId);
