using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Points.Checks;

/// <summary>What is wrong.</summary>
public enum PointFindingKind
{
    /// <summary>All entries together are not zero.</summary>
    Total,

    /// <summary>The two entries of a move do not cancel out.</summary>
    Pair,

    /// <summary>A person's balance is not the sum of the entries.</summary>
    Balance,

    /// <summary>A person has entries, but no balance.</summary>
    NoBalance,

    /// <summary>What a person owes is not the sum of the debts, or is more than is set aside.</summary>
    Debt,
}

/// <param name="SubjectId">The person of a balance, or the source of a pair; 0 for the total.</param>
/// <param name="SourceKind">Of a pair; empty for all others.</param>
/// <param name="Reason">Of a pair; empty for all others.</param>
public sealed record PointFinding(PointFindingKind Kind, string SourceKind, string Reason, long SubjectId, long Expected, long Found);

/// <summary>One night's check and how far it has come.</summary>
public sealed record PointCheck(
    DateOnly Day, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, long NextEntry, long NextUser, long Entries, long People, long Total);

/// <summary>Compares the ledger with itself, some rows at a time, and keeps what it finds.</summary>
public sealed class PointCheckStore
{
    public Task Open(Tx tx, DateOnly day, DateTimeOffset now) =>
        tx.Execute("INSERT IGNORE INTO point_reconciliations (day, started_at) VALUES (@day, @now)", new { day, now });

    /// <summary>The newest; null before the first night.</summary>
    public Task<PointCheck?> FindNewest(DbSession session) => session.Find<PointCheck>("""
        SELECT day AS Day, started_at AS StartedAt, finished_at AS FinishedAt, next_entry AS NextEntry, next_user AS NextUser,
               entries AS Entries, people AS People, total AS Total
        FROM point_reconciliations ORDER BY day DESC LIMIT 1
        """);

    /// <summary>Moves on from where the check was read; false when another runner did.</summary>
    public async Task<bool> Advance(Tx tx, PointCheck from, PointCheck to) => await tx.Execute("""
        UPDATE point_reconciliations
        SET next_entry = @NextEntry, next_user = @NextUser, entries = @Entries, people = @People, total = @Total, finished_at = @FinishedAt
        WHERE day = @Day AND next_entry = @fromEntry AND next_user = @fromUser AND finished_at IS NULL
        """, new
    {
        to.Day, to.NextEntry, to.NextUser, to.Entries, to.People, to.Total, to.FinishedAt, fromEntry = from.NextEntry, fromUser = from.NextUser,
    }) == 1;

    public async Task<EntrySpan> MeasureEntries(DbSession session, long after, DateTimeOffset settled, int rows) =>
        (await session.Find<EntrySpan>("""
            SELECT COALESCE(MAX(id), @after) AS Last, COUNT(*) AS Count, SUM(amount) AS Total
            FROM (SELECT id, amount FROM point_entries WHERE id > @after AND at <= @settled ORDER BY id LIMIT @rows) AS span
            """, new { after, settled, rows }))!;

    public async Task<IReadOnlyList<PointFinding>> FindUnequalPairs(DbSession session, long after, long last) =>
        [.. (await session.List<PairRow>("""
            SELECT e.source_kind AS Source, e.reason AS Reason, e.source_id AS SourceId, SUM(e.amount) AS Found
            FROM (SELECT DISTINCT source_kind, source_id, reason FROM point_entries WHERE id > @after AND id <= @last) AS moved
            JOIN point_entries e ON e.source_kind = moved.source_kind AND e.source_id = moved.source_id AND e.reason = moved.reason
            GROUP BY e.source_kind, e.source_id, e.reason HAVING SUM(e.amount) <> 0 LIMIT 500
            """, new { after, last })).Select(row => new PointFinding(PointFindingKind.Pair, row.Source, row.Reason, row.SourceId, 0, (long)row.Found))];

    public async Task<IReadOnlyList<PointFinding>> FindWithoutBalance(DbSession session, long after, long last) =>
        [.. (await session.List<long>("""
            SELECT DISTINCT e.account_id FROM point_entries e LEFT JOIN point_balances b ON b.user_id = e.account_id
            WHERE e.id > @after AND e.id <= @last AND e.account_kind IN ('user', 'userProvisional', 'userReserved') AND b.user_id IS NULL LIMIT 500
            """, new { after, last })).Select(userId => new PointFinding(PointFindingKind.NoBalance, "", "", userId, 0, 0))];

    public async Task<PeopleSpan> MeasurePeople(DbSession session, long after, int rows) => (await session.Find<PeopleSpan>("""
        SELECT COALESCE(MAX(user_id), @after) AS Last, COUNT(*) AS Count
        FROM (SELECT user_id FROM point_balances WHERE user_id > @after ORDER BY user_id LIMIT @rows) AS span
        """, new { after, rows }))!;

    /// <summary>Balances and entries are read in one statement, so a credit that is under way stands in both or in neither.</summary>
    public async Task<IReadOnlyList<PointFinding>> FindUnequalBalances(DbSession session, long after, long last) =>
        [.. (await session.List<BalanceRow>("""
            SELECT b.user_id AS UserId, b.balance AS Balance, COALESCE(SUM(e.amount), 0) AS Entered
            FROM point_balances b
            LEFT JOIN point_entries e ON e.account_kind IN ('user', 'userProvisional', 'userReserved') AND e.account_id = b.user_id
            WHERE b.user_id > @after AND b.user_id <= @last
            GROUP BY b.user_id, b.balance, b.available, b.provisional, b.reserved
            HAVING b.balance <> COALESCE(SUM(e.amount), 0)
                OR b.available <> COALESCE(SUM(CASE WHEN e.account_kind = 'user' THEN e.amount END), 0)
                OR b.provisional <> COALESCE(SUM(CASE WHEN e.account_kind = 'userProvisional' THEN e.amount END), 0)
                OR b.reserved <> COALESCE(SUM(CASE WHEN e.account_kind = 'userReserved' THEN e.amount END), 0)
            LIMIT 500
            """, new { after, last })).Select(row => new PointFinding(PointFindingKind.Balance, "", "", row.UserId, (long)row.Entered, row.Balance))];

    public async Task<IReadOnlyList<PointFinding>> FindUnequalDebts(DbSession session, long after, long last) =>
        [.. (await session.List<BalanceRow>("""
            SELECT b.user_id AS UserId, b.owed AS Balance, COALESCE(SUM(d.owed), 0) AS Entered
            FROM point_balances b LEFT JOIN point_debts d ON d.user_id = b.user_id AND d.owed > 0
            WHERE b.user_id > @after AND b.user_id <= @last
            GROUP BY b.user_id, b.owed, b.reserved
            HAVING b.owed <> COALESCE(SUM(d.owed), 0) OR b.owed > b.reserved
            LIMIT 500
            """, new { after, last })).Select(row => new PointFinding(PointFindingKind.Debt, "", "", row.UserId, (long)row.Entered, row.Balance))];

    public async Task Add(Tx tx, DateOnly day, IEnumerable<PointFinding> findings)
    {
        foreach (var finding in findings)
        {
            await tx.Execute("""
                INSERT IGNORE INTO point_findings (day, kind, source_kind, reason, subject_id, expected, found)
                VALUES (@day, @Kind, @SourceKind, @Reason, @SubjectId, @Expected, @Found)
                """, new
            {
                day, Kind = finding.Kind.Word(), finding.SourceKind, finding.Reason, finding.SubjectId, finding.Expected, finding.Found,
            });
        }
    }

    public Task<IReadOnlyList<PointFinding>> List(DbSession session, DateOnly day, int rows) => session.List<PointFinding>("""
        SELECT kind AS Kind, source_kind AS SourceKind, reason AS Reason, subject_id AS SubjectId, expected AS Expected, found AS Found
        FROM point_findings WHERE day = @day ORDER BY id LIMIT @rows
        """, new { day, rows });

    public Task<long> Count(DbSession session, DateOnly day) =>
        session.Scalar<long>("SELECT COUNT(*) FROM point_findings WHERE day = @day", new { day });

    private sealed record PairRow(string Source, string Reason, long SourceId, decimal Found);

    private sealed record BalanceRow(long UserId, long Balance, decimal Entered);
}

/// <param name="Total">Null when there is no entry.</param>
public sealed record EntrySpan(long Last, long Count, decimal? Total);

public sealed record PeopleSpan(long Last, long Count);
