using LinYuan.Api.Features.Members;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Features.Stations.Core.Live;
using LinYuan.Api.Features.Stations.Editing;
using LinYuan.Api.Features.Stations.Upkeep;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Lifecycles;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Privacy;
using static LinYuan.Api.Features.Stations.Core.StationErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;
using static LinYuan.Api.Shared.Http.WeChatRefusals;

namespace LinYuan.Api.Features.Stations;

/// <summary>What people on the spot say of a station, and who looks after it.</summary>
public static class LiveEndpoints
{
    public static void AddStationLife(this IServiceCollection services)
    {
        services.AddOptions<StationOptions>().BindConfiguration("Stations").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<StationReportStore>().AddSingleton<WorkOrderStore>().AddSingleton<StationLiveness>();
        services.AddSingleton<ReportStation>().AddSingleton<WorkOrders>().AddSingleton<SetStationKeeper>();
        services.AddSingleton<IStateTable>(WorkOrderLifecycle.Table);
        CheckHiddenText.AddRoute(services, StationReportStore.HiddenNote);
        services.AddSingleton(new OutboxRoute(WorkOrderMessages.OpenedKind, WorkOrderMessages.DeliverOpened));
        services.AddSingleton(StationPersonalData.Keeper.Route());
        services.AddSingleton(new PersonalData("stations", StationPersonalData.Export, StationPersonalData.Erase));
    }

    public static void MapStationLife(this IEndpointRouteBuilder app)
    {
        var people = app.People("Stations");
        people.MapPost("/stations/{id}/reports", ReportStation.Handle).Creation<StationReportView>("ReportStation", NotFound, AlreadyReported, ReportLimit, RiskyContent);
        people.MapGet("/me/station-work-orders", WorkOrders.ListMy).Read<Whole<WorkOrderView>>("ListMyStationWorkOrders");
        people.MapPost("/me/station-work-orders/{id}/resolve", WorkOrders.ResolveMy).Move<WorkOrderView>("ResolveMyStationWorkOrder", NotFound, WorkOrderClosed);

        var staff = app.Staff("Stations");
        staff.MapPost("/stations/{id}/keeper", SetStationKeeper.Handle).Move<StationView>("SetStationKeeper", NotFound);
        staff.MapDelete("/stations/{id}/keeper", SetStationKeeper.Remove).Removal("RemoveStationKeeper", NotFound);
        staff.MapGet("/station-work-orders", WorkOrders.List).Read<Page<WorkOrderView>>("ListStationWorkOrders", NotFound);
        staff.MapPost("/station-work-orders/{id}/resolve", WorkOrders.Resolve).Move<WorkOrderView>("ResolveStationWorkOrder", NotFound, WorkOrderClosed);
    }
}
