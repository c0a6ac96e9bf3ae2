using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Features.Stations.Core.Live;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy.Details;

namespace LinYuan.Api.Features.Stations.Upkeep;

/// <param name="Reports">
/// What people wrote along with their reports, newest first; nothing of who they are. A keeper, who is no staff, reads it without the
/// numbers and doors of persons. Empty once it is closed.
/// </param>
/// <param name="Note">What whoever resolved it wrote.</param>
public sealed record WorkOrderView(
    EntityId Id, EntityId StationId, string StationName, StationReportKind Kind, WorkOrderStatus Status, DateTimeOffset OpenedAt,
    DateTimeOffset? ClosedAt, IReadOnlyList<string> Reports, string? Note, IReadOnlyList<string> Actions);

public sealed class WorkOrderViews(StationStore stations, StationReportStore reports)
{
    private const int MostReports = 20;

    /// <summary>A work order as staff or the station's keeper see it.</summary>
    public async Task<WorkOrderView> Of(DbSession session, WorkOrder order, WorkOrderActor viewer)
    {
        var reported = order.Status == WorkOrderStatus.Open ? await reports.ListOf(session, order.StationId, order.Kind, MostReports) : [];
        var written = reported.Where(report => viewer == WorkOrderActor.Staff || HiddenText.IsShown(report.NoteCheck));
        return new WorkOrderView(
            new EntityId(order.Id),
            new EntityId(order.StationId),
            (await stations.Find(session, order.StationId))?.Name ?? "",
            order.Kind,
            order.Status,
            order.OpenedAt,
            order.ClosedAt,
            [.. written.Select(report => report.Note).OfType<string>().Select(note => viewer == WorkOrderActor.Keeper ? MaskedText.Of(note) : note)],
            order.Note,
            WorkOrderLifecycle.Table.ActionsFor(order.Status, viewer));
    }
}
