using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Stations.Core.Live;

/// <summary>What people report of stations, and the live state that follows from it.</summary>
public sealed class StationReportStore(FieldCipher cipher)
{
    private const string NotePurpose = "station.report";

    /// <summary>The words of a report, which the station's keeper reads without a review in between.</summary>
    public static readonly HiddenText HiddenNote = new(
        "station.checkNote",
        (services, session, id) => services.GetRequiredService<StationReportStore>().FindUnchecked(session, id),
        (services, tx, id, check) => Settle(tx, id, check));

    /// <summary>Locks the station until the transaction ends: reports are few, and two at once must count each other.</summary>
    public async Task<bool> LockStation(Tx tx, long stationId) =>
        await tx.Find<long?>("SELECT id FROM stations WHERE id = @stationId FOR UPDATE", new { stationId }) is not null;

    /// <summary>When the person last reported this of the station; null if not after that moment.</summary>
    public Task<DateTimeOffset?> LastOf(Tx tx, long stationId, long userId, StationReportKind kind, DateTimeOffset after) => tx.Find<DateTimeOffset?>("""
        SELECT at FROM station_reports WHERE user_id = @userId AND station_id = @stationId AND kind = @kind AND at > @after
        ORDER BY id DESC LIMIT 1
        """, new { stationId, userId, kind = kind.Word(), after });

    /// <summary>When the person made the report that is so many back from the newest; null when there are fewer.</summary>
    public Task<DateTimeOffset?> AtBack(Tx tx, long userId, int reports) => tx.Find<DateTimeOffset?>("""
        SELECT at FROM station_reports WHERE user_id = @userId ORDER BY id DESC LIMIT 1 OFFSET @others
        """, new { userId, others = reports - 1 });

    public Task<long> Add(Tx tx, long stationId, long userId, StationReportKind kind, string? note, TextCheck? check, DateTimeOffset now) => tx.Insert("""
        INSERT INTO station_reports (station_id, user_id, kind, note_enc, note_check, at) VALUES (@stationId, @userId, @kind, @note, @check, @now)
        """, new { stationId, userId, kind = kind.Word(), note = cipher.EncryptIfAny(NotePurpose, note), check = check?.Word(), now });

    /// <summary>How many people report this of the station since that moment, what was settled left out.</summary>
    public Task<long> CountPeople(Tx tx, long stationId, StationReportKind kind, DateTimeOffset since) => tx.Scalar<long>("""
        SELECT COUNT(DISTINCT user_id) FROM station_reports WHERE station_id = @stationId AND kind = @kind AND counted = 1 AND at >= @since
        """, new { stationId, kind = kind.Word(), since });

    /// <summary>What was reported of this kind so far is settled, and does not agree with later reports.</summary>
    public Task Settle(Tx tx, long stationId, StationReportKind kind) => tx.Execute("""
        UPDATE station_reports SET counted = 0 WHERE station_id = @stationId AND kind = @kind AND counted = 1
        """, new { stationId, kind = kind.Word() });

    /// <summary>The live state that follows from the open work orders; its beginning stays when it does not change.</summary>
    public Task SetState(Tx tx, long stationId, LiveState state, DateTimeOffset now) => tx.Execute("""
        UPDATE stations SET live_state = @state, live_since = @now WHERE id = @stationId AND live_state <> @state
        """, new { stationId, state = state.Word(), now });

    /// <summary>Someone was there. The row is changed only while that is news.</summary>
    public Task SetLastVisit(Tx tx, long stationId, DateTimeOffset now) => tx.Execute("""
        UPDATE stations SET last_visit_at = @now WHERE id = @stationId AND (last_visit_at IS NULL OR last_visit_at < @now)
        """, new { stationId, now });

    public async Task<IReadOnlyList<StationReport>> ListMine(DbSession session, long userId, int rows) =>
    [
        .. (await session.List<ReportRow>("""
            SELECT id AS Id, station_id AS StationId, kind AS Kind, note_enc AS NoteEnc, at AS At, note_check AS NoteCheck
            FROM station_reports WHERE user_id = @userId ORDER BY id DESC LIMIT @rows
            """, new { userId, rows })).Select(Read),
    ];

    /// <summary>The words that came with what is reported of the station, newest first; of whom is nobody's business.</summary>
    public async Task<IReadOnlyList<StationReport>> ListOf(DbSession session, long stationId, StationReportKind kind, int rows) =>
    [
        .. (await session.List<ReportRow>("""
            SELECT id AS Id, station_id AS StationId, kind AS Kind, note_enc AS NoteEnc, at AS At, note_check AS NoteCheck
            FROM station_reports WHERE station_id = @stationId AND kind = @kind AND counted = 1 ORDER BY at DESC LIMIT @rows
            """, new { stationId, kind = kind.Word(), rows })).Select(Read),
    ];

    /// <summary>That something was reported stays; the words go.</summary>
    public Task Erase(Tx tx, long userId) =>
        tx.Execute("UPDATE station_reports SET note_enc = NULL WHERE user_id = @userId AND note_enc IS NOT NULL", new { userId });

    private StationReport Read(ReportRow row) =>
        new(row.Id, row.StationId, row.Kind, cipher.DecryptIfAny(NotePurpose, row.NoteEnc), row.At, row.NoteCheck);

    private async Task<string?> FindUnchecked(DbSession session, long id) => cipher.DecryptIfAny(NotePurpose, await session.Find<byte[]>(
        "SELECT note_enc FROM station_reports WHERE id = @id AND note_check = 'unchecked'", new { id }));

    private static Task<int> Settle(Tx tx, long id, TextCheck check) => tx.Execute(
        "UPDATE station_reports SET note_check = @check WHERE id = @id AND note_check = 'unchecked'", new { id, check = check.Word() });

    private sealed record ReportRow(long Id, long StationId, StationReportKind Kind, byte[]? NoteEnc, DateTimeOffset At, TextCheck? NoteCheck);
}

public sealed record StationReport(long Id, long StationId, StationReportKind Kind, string? Note, DateTimeOffset At, TextCheck? NoteCheck);
