using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Lifecycles;
using static LinYuan.Api.Features.Registrations.GridWorkerErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Registrations;

/// <summary>兼职网格员.</summary>
public static class GridWorkerEndpoints
{
    public static void AddGridWorkers(this IServiceCollection services)
    {
        services.AddOptions<GridWorkerOptions>().BindConfiguration("GridWorkers").ValidateDataAnnotations()
            .Validate(options => options.IsOrdered, "GridWorkers: RemindBefore must be shorter than Term and no longer than RenewWithin")
            .ValidateOnStart();
        services.AddSingleton<GridWorkerStore>().AddSingleton<GridWorkerMoves>().AddSingleton<GridWorkerViews>();
        services.AddSingleton<ApplyAsGridWorker>().AddSingleton<DecideGridWorker>().AddSingleton<EndGridWorkerWith>();
        services.AddSingleton<IJob, EndGridWorkerTerms>().AddSingleton<IJob, RemindGridWorkers>();
        services.AddSingleton<IStateTable>(GridWorkerLifecycle.Table);
        services.AddSingleton(GridWorkerPersonalData.Section);
        GridWorkerMoves.AddRoutes(services);
    }

    public static void MapGridWorkers(this IEndpointRouteBuilder app)
    {
        var people = app.People("Registrations");
        people.MapPost("/me/grid-worker-applications", ApplyAsGridWorker.Handle).Creation<GridWorkerView>("ApplyAsGridWorker", RegistrationErrors.Required, AlreadyLive);
        people.MapGet("/me/grid-worker-applications", ListMyGridWorkerApplications.Handle).Read<Page<GridWorkerView>>("ListMyGridWorkerApplications");
        people.MapPost("/me/grid-worker-applications/{id}/withdraw", ApplyAsGridWorker.Withdraw).Move<GridWorkerView>("WithdrawGridWorkerApplication", NotFound, NotOpen);

        var staff = app.Staff("Registrations");
        staff.MapGet("/grid-workers", ListGridWorkers.Handle).Read<Page<GridWorkerView>>("ListGridWorkers", NotFound);
        staff.MapPost("/grid-workers/{id}/train", DecideGridWorker.Train).Move<GridWorkerView>("TrainGridWorker", NotFound, OwnCase, NotOpen);
        staff.MapPost("/grid-workers/{id}/appoint", DecideGridWorker.Appoint).Move<GridWorkerView>("AppointGridWorker", NotFound, OwnCase, NotOpen);
        staff.MapPost("/grid-workers/{id}/confirm", DecideGridWorker.Confirm).Move<GridWorkerView>("ConfirmGridWorker", NotFound, AccessDenied, OwnCase, SamePerson, NotOpen);
        staff.MapPost("/grid-workers/{id}/renew", DecideGridWorker.Renew).Move<GridWorkerView>("RenewGridWorker", NotFound, OwnCase, TooEarly, NotOpen);
        staff.MapPost("/grid-workers/{id}/end", DecideGridWorker.End).Move<GridWorkerView>("EndGridWorker", NotFound, OwnCase, NotOpen);
    }
}
