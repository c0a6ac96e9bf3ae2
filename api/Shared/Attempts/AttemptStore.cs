using System.Text;
using Dapper;
using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Shared.Attempts;

/// <summary>
/// How often something was tried or opened, by person, thing and time. No move of any other table resets a count: it ends by its own
/// time, or with the account of the person. Rows hold ids alone.
/// </summary>
/// <remarks>
/// What was refused rolls its transaction back: a failed try is counted in a transaction of its own, which commits.
/// </remarks>
public sealed class AttemptStore
{
    private const string Columns = "kind AS Kind, thing_id AS ThingId, person_id AS PersonId, times AS Times, ends_at AS EndsAt";
    private static readonly DateTimeOffset Never = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Locks the counts until the transaction ends, so that those who try at the same instant are counted one by one; in the order of the
    /// attempts. Nothing is counted by it.
    /// </summary>
    public async Task<IReadOnlyList<AttemptCount>> Lock(Tx tx, IReadOnlyList<Attempt> attempts, DateTimeOffset now)
    {
        // Not INSERT IGNORE: its shared lock on a row that is there already would make two tries at once a deadlock. FOR UPDATE reads the
        // row as it is now, and not as it was when this transaction first looked. The key is named, since an optimizer that may choose
        // would read, and so lock, the whole of a small table.
        var rows = await tx.List<Row>($"""
            INSERT INTO attempt_counts (kind, thing_id, person_id, times, ends_at)
            VALUES {string.Join(", ", attempts.Select((_, index) => $"(@kind{index}, @thing{index}, @person{index}, 0, @now)"))}
            ON DUPLICATE KEY UPDATE times = IF(ends_at <= @now, 0, times);
            SELECT {Columns} FROM attempt_counts FORCE INDEX (PRIMARY) WHERE {AnyOf(attempts)} LIMIT 100 FOR UPDATE
            """, Parameters(attempts, now));
        return Match(attempts, rows, now);
    }

    public async Task<AttemptCount> Lock(Tx tx, Attempt attempt, DateTimeOffset now) => (await Lock(tx, [attempt], now))[0];

    /// <summary>Counts one of each. They are locked already.</summary>
    public Task Count(Tx tx, IReadOnlyList<Attempt> attempts, DateTimeOffset now)
    {
        var ends = new StringBuilder().AppendJoin(' ', attempts.Select((_, index) => $"WHEN @kind{index} THEN @ends{index}"));
        return tx.Execute($"""
            UPDATE attempt_counts FORCE INDEX (PRIMARY)
            SET ends_at = CASE times WHEN 0 THEN CASE kind {ends} END ELSE ends_at END, times = times + 1
            WHERE {AnyOf(attempts)}
            """, Parameters(attempts, now));
    }

    /// <summary>
    /// Counts one of each in one statement, for counts that nobody else can change at the moment: those of a person whose row is locked.
    /// </summary>
    public Task Add(Tx tx, IReadOnlyList<Attempt> attempts, DateTimeOffset now)
    {
        var ends = new StringBuilder().AppendJoin(' ', attempts.Select((_, index) => $"WHEN @kind{index} THEN @ends{index}"));
        // Columns are set from left to right: with one counted, the time begins anew.
        return tx.Execute($"""
            INSERT INTO attempt_counts (kind, thing_id, person_id, times, ends_at)
            VALUES {string.Join(", ", attempts.Select((_, index) => $"(@kind{index}, @thing{index}, @person{index}, 1, @ends{index})"))}
            ON DUPLICATE KEY UPDATE times = IF(ends_at <= @now, 1, times + 1), ends_at = IF(times = 1, CASE kind {ends} END, ends_at)
            """, Parameters(attempts, now));
    }

    /// <summary>
    /// One column of a count, for a statement of another store that reads it along with the rest; NULL while nothing counts. The statement
    /// has the parameter <c>now</c>, and the other words are its own.
    /// </summary>
    public static string Column(string column, string kind, string personId, string thingId) =>
        $"(SELECT {column} FROM attempt_counts WHERE kind = '{kind}' AND thing_id = {thingId} AND person_id = {personId} AND ends_at > @now)";

    /// <summary>Counts one if there is room for it, and else nothing. Gives the count as it was before.</summary>
    public async Task<AttemptCount> Take(Tx tx, Attempt attempt, DateTimeOffset now)
    {
        var before = await Lock(tx, attempt, now);
        if (!before.IsUsedUp)
            await Count(tx, [attempt], now);
        return before;
    }

    /// <summary>The counts as they are, without a lock; 0 for what was never tried.</summary>
    public async Task<IReadOnlyList<AttemptCount>> Find(DbSession session, IReadOnlyList<Attempt> attempts, DateTimeOffset now) =>
        attempts.Count == 0 ? [] : Match(
            attempts,
            await session.List<Row>(
                $"SELECT {Columns} FROM attempt_counts WHERE ({AnyOf(attempts)}) AND ends_at > @now LIMIT 200", Parameters(attempts, now)),
            now);

    /// <summary>Of these things, those for which anybody has used the limit up.</summary>
    public async Task<IReadOnlySet<long>> ListUsedUp(
        DbSession session, AttemptLimit limit, IReadOnlyList<long> thingIds, DateTimeOffset now) =>
        thingIds.Count == 0 ? new HashSet<long>() : (await session.List<long>("""
            SELECT DISTINCT thing_id FROM attempt_counts
            WHERE kind = @Kind AND thing_id IN @thingIds AND times >= @Most AND ends_at > @now LIMIT 1000
            """, new { limit.Kind, limit.Most, thingIds, now })).ToHashSet();

    /// <summary>For a thing that was replaced: what was tried on the old one says nothing of the new.</summary>
    public Task Forget(Tx tx, AttemptLimit limit, long thingId) =>
        tx.Execute("DELETE FROM attempt_counts WHERE kind = @Kind AND thing_id = @thingId", new { limit.Kind, thingId });

    public Task<IReadOnlyList<AttemptRow>> ListBy(DbSession session, long personId, int rows) => session.List<AttemptRow>("""
        SELECT kind AS Kind, thing_id AS ThingId, times AS Times, ends_at AS EndsAt
        FROM attempt_counts WHERE person_id = @personId ORDER BY kind, thing_id LIMIT @rows
        """, new { personId, rows });

    public Task Erase(Tx tx, long personId) => tx.Execute("DELETE FROM attempt_counts WHERE person_id = @personId", new { personId });

    /// <summary>Removes counts that have ended, a bounded number at a time so that no statement holds many locks.</summary>
    public Task<int> Sweep(Tx tx, DateTimeOffset now) =>
        tx.Execute("DELETE FROM attempt_counts WHERE ends_at <= @now ORDER BY ends_at LIMIT 1000", new { now });

    private static List<AttemptCount> Match(IReadOnlyList<Attempt> attempts, IReadOnlyList<Row> rows, DateTimeOffset now) =>
    [
        .. attempts.Select(attempt => rows.FirstOrDefault(row => row.Is(attempt)) is { } row
            ? new AttemptCount(attempt, row.Times, row.EndsAt)
            : new AttemptCount(attempt, 0, now)),
    ];

    private static string AnyOf(IReadOnlyList<Attempt> attempts) => string.Join(
        " OR ", attempts.Select((_, index) => $"(kind = @kind{index} AND thing_id = @thing{index} AND person_id = @person{index})"));

    private static DynamicParameters Parameters(IReadOnlyList<Attempt> attempts, DateTimeOffset now)
    {
        var parameters = new DynamicParameters();
        parameters.Add("now", now);
        for (var index = 0; index < attempts.Count; index++)
        {
            parameters.Add($"kind{index}", attempts[index].Limit.Kind);
            parameters.Add($"thing{index}", attempts[index].ThingId);
            parameters.Add($"person{index}", attempts[index].PersonId);
            parameters.Add($"ends{index}", attempts[index].Limit.Within is { } within ? now + within : Never);
        }
        return parameters;
    }

    private sealed record Row(string Kind, long ThingId, long PersonId, int Times, DateTimeOffset EndsAt)
    {
        public bool Is(Attempt attempt) => (Kind, ThingId, PersonId) == (attempt.Limit.Kind, attempt.ThingId, attempt.PersonId);
    }
}

/// <summary>A count as the person who has it reads it.</summary>
public sealed record AttemptRow(string Kind, long ThingId, int Times, DateTimeOffset EndsAt);
