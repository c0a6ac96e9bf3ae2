using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Stations.Core.Live;

/// <summary>Work orders (驿站工单): of a station and a kind at most one is open.</summary>
public sealed class WorkOrderStore(FieldCipher cipher)
{
    private const string NotePurpose = "station.workOrder";

    private const string Columns = """
        id AS Id, station_id AS StationId, district_id AS DistrictId, street_id AS StreetId, community_id AS CommunityId, kind AS Kind,
        status AS Status, opened_at AS OpenedAt, closed_at AS ClosedAt, note_enc AS NoteEnc
        """;

    /// <summary>Opens one; null while one of this kind is open.</summary>
    public async Task<long?> Open(Tx tx, Station station, StationReportKind kind, DateTimeOffset now)
    {
        try
        {
            return await tx.Insert("""
                INSERT INTO station_work_orders (station_id, district_id, street_id, community_id, kind, status, opened_at)
                VALUES (@Id, @DistrictId, @StreetId, @CommunityId, @kind, 'open', @now)
                """, new { station.Id, station.Place.DistrictId, station.Place.StreetId, station.Place.CommunityId, kind = kind.Word(), now });
        }
        catch (MySqlException error) when (error.IsDuplicate())
        {
            return null;
        }
    }

    /// <summary>Ends an open one; 0 when somebody was faster.</summary>
    public Task<int> Close(Tx tx, long id, WorkOrderStatus to, long? closedBy, string? note, DateTimeOffset now) => tx.Execute("""
        UPDATE station_work_orders SET status = @to, closed_at = @now, closed_by = @closedBy, note_enc = @note WHERE id = @id AND status = 'open'
        """, new { id, to = to.Word(), closedBy, note = cipher.EncryptIfAny(NotePurpose, note), now });

    public async Task<WorkOrder?> Find(DbSession session, long id) =>
        await session.Find<Row>($"SELECT {Columns} FROM station_work_orders WHERE id = @id", new { id }) is { } row ? Read(row) : null;

    /// <summary>Those of a station that are open: at most one of each kind.</summary>
    public async Task<IReadOnlyList<WorkOrder>> ListOpenOf(DbSession session, long stationId) => [.. (await session.List<Row>(
        $"SELECT {Columns} FROM station_work_orders WHERE station_id = @stationId AND open = 1 ORDER BY id LIMIT 10", new { stationId })).Select(Read)];

    /// <summary>The queue of a subtree, oldest first.</summary>
    public async Task<IReadOnlyList<WorkOrder>> ListQueue(DbSession session, Subtree subtree, WorkOrderStatus status, long after, int rows) =>
    [
        .. (await session.List<Row>($"""
            SELECT {Columns} FROM station_work_orders
            WHERE {subtree.Column} = @AreaId AND status = @status AND id > @after ORDER BY id LIMIT @rows
            """, new { subtree.AreaId, status = status.Word(), after, rows })).Select(Read),
    ];

    private WorkOrder Read(Row row) => new(
        row.Id, row.StationId, new Placement(row.DistrictId, row.StreetId, row.CommunityId), row.Kind, row.Status, row.OpenedAt, row.ClosedAt,
        cipher.DecryptIfAny(NotePurpose, row.NoteEnc));

    private sealed record Row(
        long Id, long StationId, long DistrictId, long StreetId, long CommunityId, StationReportKind Kind, WorkOrderStatus Status,
        DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt, byte[]? NoteEnc);
}

public sealed record WorkOrder(
    long Id, long StationId, Placement Place, StationReportKind Kind, WorkOrderStatus Status, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt,
    string? Note);
