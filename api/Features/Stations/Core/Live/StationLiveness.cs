using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;

namespace LinYuan.Api.Features.Stations.Core.Live;

/// <summary>
/// Keeps the live state true: it follows from the open work orders and from nothing else. Every change of it is made under the lock of
/// the station's row.
/// </summary>
public sealed class StationLiveness(StationReportStore reports, WorkOrderStore orders, StaffNews staff, OutboxStore outbox)
{
    /// <summary>Opens a work order for what two people report, and tells the owner, once.</summary>
    public async Task Open(Tx tx, Station station, StationReportKind kind, DateTimeOffset now)
    {
        if (await orders.Open(tx, station, kind, now) is not { } id)
            return;
        await Follow(tx, station.Id, now);
        // The keeper; without one the staff of the community, and where it has none those above.
        var news = WorkOrderMessages.Opened(id, station.Place);
        if (station.KeeperId is { } keeper)
            await outbox.Add(tx, news.For(keeper), now);
        else
            await staff.Tell(tx, news, now);
    }

    /// <summary>Ends a work order; false when somebody was faster. What was reported up to now counts no more.</summary>
    public async Task<bool> Close(Tx tx, WorkOrder order, WorkOrderStatus to, long? closedBy, string? note, DateTimeOffset now)
    {
        await reports.LockStation(tx, order.StationId);
        if (await orders.Close(tx, order.Id, to, closedBy, note, now) == 0)
            return false;
        await reports.Settle(tx, order.StationId, order.Kind);
        await Follow(tx, order.StationId, now);
        return true;
    }

    /// <summary>
    /// Someone was inside just now, so the door is open. Sends nothing unless that is news; where it does, it locks the station's row
    /// until the transaction ends, so a check-in calls it last.
    /// </summary>
    public async Task NoteVisit(Tx tx, Station station, DateTimeOffset now)
    {
        if (!station.Live.IsNewsAt(now))
            return;
        await reports.SetLastVisit(tx, station.Id, now);
        await reports.Settle(tx, station.Id, StationReportKind.DoorLocked);
        if (station.Live.State != LiveState.ReportedClosed)
            return;
        foreach (var order in (await orders.ListOpenOf(tx, station.Id)).Where(order => order.Kind == StationReportKind.DoorLocked))
            await Close(tx, order, WorkOrderStatus.Cleared, closedBy: null, note: null, now);
    }

    private async Task Follow(Tx tx, long stationId, DateTimeOffset now)
    {
        var open = await orders.ListOpenOf(tx, stationId);
        var state = open.Count == 0 ? LiveState.Normal
            : open.Any(order => order.Kind == StationReportKind.DoorLocked) ? LiveState.ReportedClosed
            : LiveState.ReportedIssue;
        await reports.SetState(tx, stationId, state, now);
    }
}
