using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Registrations.GridWorkers.Core;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Lifecycles;

namespace LinYuan.Api.Features.Registrations.GridWorkers;

/// <summary>兼职网格员.</summary>
public static class GridWorkersModule
{
    public static void AddGridWorkers(this IServiceCollection services)
    {
        services.AddOptions<GridWorkerOptions>().BindConfiguration("GridWorkers").ValidateDataAnnotations()
            .Validate(options => options.IsOrdered, "GridWorkers: RemindBefore must be shorter than Term and no longer than RenewWithin")
            .ValidateOnStart();
        services.AddSingleton<GridWorkerStore>().AddSingleton<GridWorkerMoves>().AddSingleton<GridWorkerViews>();
        services.AddSingleton<GridWorkerDecisions>().AddSingleton<EndGridWorkerWith>();
        services.AddSingleton<RegistrationEnded>(provider => provider.GetRequiredService<EndGridWorkerWith>().Registration);
        services.AddSingleton<IJob, EndGridWorkerTerms>().AddSingleton<IJob, RemindGridWorkers>();
        services.AddSingleton<IStateTable>(GridWorkerLifecycle.Table);
        services.AddSingleton(GridWorkerPersonalData.Section);
        GridWorkerMoves.AddRoutes(services);
    }
}
