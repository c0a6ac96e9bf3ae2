using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Features.Stations.Core.Live;
using LinYuan.Api.Features.Stations.Editing;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Privacy.Details;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Stations.Upkeep;

/// <param name="Note">What was found and done.</param>
public sealed record ResolveWorkOrderRequest([property: Text(1, 200)] string Note);

/// <param name="Reports">
/// What people wrote along with their reports, newest first; nothing of who they are. A keeper, who is no staff, reads it without the
/// numbers and doors of persons. Empty once it is closed.
/// </param>
/// <param name="Note">What whoever resolved it wrote.</param>
public sealed record WorkOrderView(
    EntityId Id, EntityId StationId, string StationName, StationReportKind Kind, WorkOrderStatus Status, DateTimeOffset OpenedAt,
    DateTimeOffset? ClosedAt, IReadOnlyList<string> Reports, string? Note, IReadOnlyList<string> Actions);

/// <summary>What is reported of stations is looked after: by staff of their area, or by the station's keeper.</summary>
public sealed class WorkOrders(
    WorkOrderStore orders, StationStore stations, StationReportStore reports, StationLiveness liveness, Db db, TimeProvider time)
{
    private const int MostReports = 20;

    /// <summary>报修单: what is reported of the stations of the caller's area.</summary>
    public static Task<Page<WorkOrderView>> List(string? status, string? areaId, PageQuery page, Caller caller, AreaStore areas, WorkOrders work) =>
        work.ListQueue(status, areaId, page, caller, areas);

    /// <summary>The open ones of the stations that the caller keeps.</summary>
    public static Task<Whole<WorkOrderView>> ListMy(Caller caller, WorkOrders work) => work.ListKept(caller);

    /// <summary>Staff of the area say that what was reported is put right.</summary>
    public static Task<IResult> Resolve(EntityId id, ResolveWorkOrderRequest body, Caller caller, IdempotentCall call, WorkOrders work) =>
        work.Resolve(id, body, caller, call, WorkOrderActor.Staff);

    /// <summary>The station's keeper says that what was reported is put right.</summary>
    public static Task<IResult> ResolveMy(EntityId id, ResolveWorkOrderRequest body, Caller caller, IdempotentCall call, WorkOrders work) =>
        work.Resolve(id, body, caller, call, WorkOrderActor.Keeper);

    private async Task<Page<WorkOrderView>> ListQueue(string? status, string? areaId, PageQuery page, Caller caller, AreaStore areas)
    {
        var wanted = JsonConventions.ParseWord<WorkOrderStatus>(status, "status") ?? WorkOrderStatus.Open;
        var after = page.AfterOr(0);
        var subtree = await StaffScope.Of(caller, areaId, areas);
        return await db.Read(async session => await page.Cut(
            await orders.ListQueue(session, subtree, wanted, after, page.Rows), row => [row.Id], row => ViewOf(session, row, WorkOrderActor.Staff)));
    }

    private Task<Whole<WorkOrderView>> ListKept(Caller caller) => db.Read(async session =>
    {
        List<WorkOrderView> views = [];
        foreach (var station in (await stations.ListKept(session, caller.UserId)).Where(station => station.Live.State != LiveState.Normal))
        {
            foreach (var order in await orders.ListOpenOf(session, station.Id))
                views.Add(await ViewOf(session, order, WorkOrderActor.Keeper));
        }
        return new Whole<WorkOrderView>(views);
    });

    private async Task<IResult> Resolve(EntityId id, ResolveWorkOrderRequest body, Caller caller, IdempotentCall call, WorkOrderActor actor)
    {
        await Require(id, caller, actor);
        return await call.Move(async tx =>
        {
            var order = (await orders.Find(tx, id.Value))!;
            if (!await liveness.Close(tx, order, WorkOrderStatus.Resolved, caller.UserId, body.Note, time.Now()))
                throw new Refusal(StationErrors.WorkOrderClosed);
            return await ViewOf(tx, (await orders.Find(tx, id.Value))!, actor);
        });
    }

    private async Task Require(EntityId id, Caller caller, WorkOrderActor actor)
    {
        var (order, station) = await db.Read(async session => await orders.Find(session, id.Value) is { } found
            ? (found, await stations.Find(session, found.StationId))
            : (null, null));
        var mayAct = order is not null && (actor == WorkOrderActor.Staff ? SetUpStation.Covers(caller, order.Place) : station?.KeeperId == caller.UserId);
        if (!mayAct)
            throw new Refusal(RequestErrors.NotFound);
    }

    private async Task<WorkOrderView> ViewOf(DbSession session, WorkOrder order, WorkOrderActor viewer)
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
