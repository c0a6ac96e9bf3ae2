using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Stations.Codes;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Features.Stations.Core.Live;
using LinYuan.Api.Features.Stations.Editing;
using LinYuan.Api.Features.Stations.Upkeep;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Lifecycles;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Stations;

/// <summary>暖新驿站: where they are, what people on the spot say of them, and who looks after them.</summary>
public static class StationsModule
{
    /// <summary>Where the public answers are kept that are made of stations.</summary>
    public const string Shelf = "stations";

    public static IServiceCollection AddStations(this IServiceCollection services)
    {
        services.AddOptions<StationOptions>().BindConfiguration("Stations").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<StationStore>().AddSingleton<StationAccess>().AddSingleton<StationViews>().AddSingleton<PlaceChecks>();
        services.AddSingleton<MiniCodeStore>().AddSingleton<MiniCodes>();
        services.AddSingleton<StationReportStore>().AddSingleton<WorkOrderStore>().AddSingleton<StationLiveness>();
        services.AddSingleton<WorkOrderViews>().AddSingleton<WorkOrderResolution>();
        services.AddSingleton(new AnswerShelf(Shelf, "stations", "station_reports", "station_work_orders", "areas"));
        services.AddSingleton<IStateTable>(WorkOrderLifecycle.Table);
        CheckHiddenText.AddRoute(services, StationReportStore.HiddenNote);
        services.AddSingleton(new OutboxRoute(WorkOrderMessages.OpenedKind, WorkOrderMessages.DeliverOpened));
        services.AddSingleton(StationPersonalData.Keeper.Route());
        services.AddSingleton(new PersonalData("stations", StationPersonalData.Export, StationPersonalData.Erase));
        return services;
    }
}
