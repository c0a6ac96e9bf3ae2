using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Registrations.GridWorkers;
using LinYuan.Api.Features.Registrations.Offers;
using LinYuan.Api.Features.Registrations.Profile;
using LinYuan.Api.Features.Registrations.Review;
using LinYuan.Api.Features.Registrations.Teams;
using LinYuan.Api.Features.Registrations.Units;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Lifecycles;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Registrations;

/// <summary>报到.</summary>
public static class RegistrationsModule
{
    private const int MostExported = 1000;

    public static IServiceCollection AddRegistrations(this IServiceCollection services)
    {
        services.AddSingleton<RegistrationStore>();
        services.AddSingleton<RegistrationDecisions>().AddSingleton<RegistrationVersions>();
        services.AddSingleton<WorkerNumbers>().AddSingleton<WorkerNumberStore>();
        services.AddSingleton<IStateTable>(RegistrationLifecycle.Table);
        services.AddSingleton<MyProfile>();
        services.AddSingleton(new PersonalData("registrations", Export, Erase));
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

    private static async Task<object> Export(IServiceProvider services, DbSession session, long userId) =>
        (await services.GetRequiredService<RegistrationStore>().ListMine(session, userId, long.MaxValue, MostExported))
        .Select(row => new
        {
            Id = new EntityId(row.Id), Kind = row.Kind.Word(), Status = row.Status.Word(), row.RealName, row.Phone, row.Skills, row.Platform,
            row.WorkerNumber, row.WorkerVerifiedAt, row.Reason, row.SubmittedAt,
        })
        .ToList();

    private static Task Erase(IServiceProvider services, Tx tx, long userId) =>
        services.GetRequiredService<RegistrationStore>().Erase(tx, userId, services.GetRequiredService<TimeProvider>().Now());
}
