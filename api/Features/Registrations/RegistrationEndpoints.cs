using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Lifecycles;
using LinYuan.Api.Shared.Privacy;
using static LinYuan.Api.Features.Registrations.RegistrationErrors;

namespace LinYuan.Api.Features.Registrations;

public static class RegistrationEndpoints
{
    public static IServiceCollection AddRegistrations(this IServiceCollection services)
    {
        services.AddSingleton<RegistrationStore>();
        services.AddSingleton<DecideRegistration>().AddSingleton<RegistrationVersions>();
        services.AddSingleton<WorkerNumbers>().AddSingleton<WorkerNumberStore>();
        services.AddSingleton<IStateTable>(RegistrationLifecycle.Table);
        services.AddSingleton(new PersonalData("registrations", RegistrationPersonalData.Export, RegistrationPersonalData.Erase));
        services.AddSingleton(SealedColumn.Of("registrations", "skills", RegistrationStore.SkillsPurpose))
            .AddSingleton(SealedColumn.Of("registrations", "platform", RegistrationStore.PlatformPurpose))
            .AddSingleton(SealedColumn.Of("registrations", "reason", RegistrationStore.ReasonPurpose))
            .AddSingleton(SealedColumn.Of("registration_events", "reason", RegistrationStore.ReasonPurpose));
        services.AddUnits();
        services.AddTeams();
        services.AddOffers();
        services.AddGridWorkers();
        return services;
    }

    public static void MapRegistrations(this IEndpointRouteBuilder app)
    {
        var people = app.People("Registrations");
        people.MapPost("/registrations", SubmitRegistration.Handle).Creation<RegistrationView>("SubmitRegistration", Duplicate);
        people.MapGet("/me/registrations", ListMyRegistrations.Handle).Read<Page<RegistrationView>>("ListMyRegistrations");
        people.MapGet("/me/registrations/{id}", GetMyRegistration.Handle).Read<RegistrationView>("GetMyRegistration", RequestErrors.NotFound);

        var staff = app.Staff("Registrations");
        staff.MapGet("/registrations", ListRegistrations.Handle).Read<Page<RegistrationView>>("ListRegistrations");
        staff.MapPost("/registrations/{id}/approve", DecideRegistration.Approve).Move<RegistrationView>("ApproveRegistration", NotOpen, RequestErrors.CaseChanged, OwnCase, WorkerNumberTaken);
        staff.MapPost("/registrations/{id}/return", DecideRegistration.Return).Move<RegistrationView>("ReturnRegistration", NotOpen, RequestErrors.CaseChanged, OwnCase);
        staff.MapPost("/registrations/{id}/reject", DecideRegistration.Reject).Move<RegistrationView>("RejectRegistration", NotOpen, RequestErrors.CaseChanged, OwnCase);
        staff.MapPost("/registrations/{id}/end", DecideRegistration.End).Move<RegistrationView>("EndRegistration", NotOpen, RequestErrors.CaseChanged, OwnCase);

        app.MapUnits();
        app.MapTeams();
        app.MapOffers();
        app.MapGridWorkers();
    }
}
