using System.Globalization;
using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Features.Members.Core;

/// <summary>News for staff who are not there yet.</summary>
public sealed class UnheardNewsStore
{
    public Task Add(Tx tx, NewsForStaff news, DateTimeOffset now) => tx.Execute("""
        INSERT IGNORE INTO unheard_news (kind, subject_id, once, path, not_for, at_any_hour, due_at, created_at)
        VALUES (@Kind, @SubjectId, @Once, @path, @notFor, @AtAnyHour, @now, @now)
        """, new { news.Kind, news.SubjectId, news.Once, path = Write(news.Path), notFor = Write(news.NotFor), news.AtAnyHour, now });

    public Task<IReadOnlyList<long>> ListDue(DbSession session, DateTimeOffset now, int rows) => session.List<long>(
        "SELECT id FROM unheard_news WHERE due_at <= @now ORDER BY due_at, id LIMIT @rows", new { now, rows });

    /// <summary>Holds it until the transaction ends; null when another runner was quicker.</summary>
    public async Task<NewsForStaff?> LockDue(Tx tx, long id, DateTimeOffset now) => await tx.Find<Row>("""
        SELECT kind AS Kind, subject_id AS SubjectId, once AS Once, path AS Path, not_for AS NotFor, at_any_hour AS AtAnyHour
        FROM unheard_news WHERE id = @id AND due_at <= @now FOR UPDATE
        """, new { id, now }) is { } row
        ? new NewsForStaff(row.Kind, row.SubjectId, row.Once, Read(row.Path)) { NotFor = Read(row.NotFor), AtAnyHour = row.AtAnyHour }
        : null;

    public Task Postpone(Tx tx, long id, DateTimeOffset dueAt) =>
        tx.Execute("UPDATE unheard_news SET due_at = @dueAt WHERE id = @id", new { id, dueAt });

    public Task Remove(Tx tx, long id) => tx.Execute("DELETE FROM unheard_news WHERE id = @id", new { id });

    private static string Write(IEnumerable<long> ids) => string.Join(',', ids);

    private static long[] Read(string ids) =>
        [.. ids.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => long.Parse(id, CultureInfo.InvariantCulture))];

    private sealed record Row(string Kind, long SubjectId, string Once, string Path, string NotFor, bool AtAnyHour);
}
