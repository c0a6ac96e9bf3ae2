using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Shared.Privacy;

/// <summary>The rows of columns that are being sealed, and how far each column is.</summary>
public sealed class SealStore(FieldCipher cipher)
{
    public async Task<IReadOnlySet<string>> ListFinished(DbSession session) => (await session.List<string>(
        "SELECT name FROM sealed_columns WHERE finished_at IS NOT NULL LIMIT 1000")).ToHashSet(StringComparer.Ordinal);

    /// <summary>Locks the column's progress, so that replicas that start together take turns; null when it is finished.</summary>
    public async Task<long?> LockProgress(Tx tx, SealedColumn column)
    {
        await tx.Execute("INSERT IGNORE INTO sealed_columns (name) VALUES (@Name)", new { column.Name });
        return await tx.Find<long?>("SELECT last_id FROM sealed_columns WHERE name = @Name AND finished_at IS NULL FOR UPDATE", new { column.Name });
    }

    /// <summary>Seals the next rows; the last one's id, and how many were looked at.</summary>
    public async Task<(long LastId, int Seen)> Seal(Tx tx, SealedColumn column, long after, int rows)
    {
        var batch = await tx.List<Row>(
            $"SELECT id AS Id, {column.Plain} AS Text FROM {column.Table} WHERE id > @after ORDER BY id LIMIT @rows", new { after, rows });
        var hash = column.Hash is null ? "" : $"{column.Hash} = @hash,";
        foreach (var row in batch.Where(row => row.Text is not null))
        {
            await tx.Execute(
                $"UPDATE {column.Table} SET {column.Sealed} = @text, {hash} {column.Emptied} WHERE id = @Id AND {column.Sealed} IS NULL",
                new { row.Id, text = cipher.Encrypt(column.Purpose, row.Text!), hash = cipher.LookupHash(column.Purpose, row.Text!) });
        }
        return (batch.Count == 0 ? after : batch[^1].Id, batch.Count);
    }

    public Task NoteProgress(Tx tx, SealedColumn column, long lastId, DateTimeOffset? finishedAt) => tx.Execute(
        "UPDATE sealed_columns SET last_id = @lastId, finished_at = @finishedAt WHERE name = @Name", new { column.Name, lastId, finishedAt });

    private sealed record Row(long Id, string? Text);
}
