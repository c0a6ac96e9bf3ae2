using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Shared.Versions;

/// <summary>What cases said before they were changed, encrypted.</summary>
public sealed class CaseVersionStore(FieldCipher cipher)
{
    private const string Purpose = "version.fields";
    private const string Columns = "kind AS Kind, case_id AS CaseId, version AS Version, at AS At, fields_enc AS FieldsEnc";

    /// <summary>Keeps one more version, and of the earlier ones only so many that they are <paramref name="most"/> together.</summary>
    public async Task Keep(Tx tx, JudgedCase judged, int most, DateTimeOffset now)
    {
        await tx.Execute("""
            INSERT IGNORE INTO case_versions (kind, case_id, version, owner_id, fields_enc, at)
            VALUES (@Kind, @Id, @Version, @OwnerId, @fields, @now)
            """, new { judged.Kind, judged.Id, judged.Version, judged.OwnerId, fields = cipher.EncryptJson(Purpose, judged.Fields), now });
        await tx.Execute(
            "DELETE FROM case_versions WHERE kind = @Kind AND case_id = @Id AND version <= @oldest",
            new { judged.Kind, judged.Id, oldest = judged.Version - most });
    }

    public async Task<KeptVersion?> Find(DbSession session, string kind, long caseId, int version) => await session.Find<Row>(
        $"SELECT {Columns} FROM case_versions WHERE kind = @kind AND case_id = @caseId AND version = @version",
        new { kind, caseId, version }) is { } row ? Read(row) : null;

    /// <summary>What is kept of one case, oldest first.</summary>
    public async Task<IReadOnlyList<KeptVersion>> List(DbSession session, string kind, long caseId, int rows) =>
        [.. (await session.List<Row>($"""
            SELECT {Columns} FROM case_versions WHERE kind = @kind AND case_id = @caseId ORDER BY version LIMIT @rows
            """, new { kind, caseId, rows })).Select(Read)];

    /// <summary>What is kept of the cases of one person, newest first.</summary>
    public async Task<IReadOnlyList<KeptVersion>> ListOf(DbSession session, long ownerId, int rows) =>
        [.. (await session.List<Row>($"""
            SELECT {Columns} FROM case_versions WHERE owner_id = @ownerId ORDER BY at DESC LIMIT @rows
            """, new { ownerId, rows })).Select(Read)];

    public Task Forget(Tx tx, string kind, long caseId) =>
        tx.Execute("DELETE FROM case_versions WHERE kind = @kind AND case_id = @caseId", new { kind, caseId });

    public Task Erase(Tx tx, long ownerId) => tx.Execute("DELETE FROM case_versions WHERE owner_id = @ownerId", new { ownerId });

    public Task<int> Sweep(Tx tx, DateTimeOffset before) =>
        tx.Execute("DELETE FROM case_versions WHERE at < @before ORDER BY at LIMIT 1000", new { before });

    private KeptVersion Read(Row row) =>
        new(row.Kind, row.CaseId, row.Version, row.At, cipher.DecryptJson<IReadOnlyList<JudgedField>>(Purpose, row.FieldsEnc));

    private sealed record Row(string Kind, long CaseId, int Version, DateTimeOffset At, byte[] FieldsEnc);
}
