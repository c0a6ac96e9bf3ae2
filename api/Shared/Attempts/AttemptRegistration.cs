using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Shared.Attempts;

public static class AttemptRegistration
{
    private const int MostExported = 1000;

    public static IServiceCollection AddAttempts(this IServiceCollection services)
    {
        services.AddSingleton<AttemptStore>().AddSingleton<IJob, SweepAttempts>();
        return services.AddSingleton(new PersonalData("attempts", Export, (provider, tx, userId) => provider.GetRequiredService<AttemptStore>().Erase(tx, userId)));
    }

    private static async Task<object> Export(IServiceProvider services, DbSession session, long userId) =>
        (await services.GetRequiredService<AttemptStore>().ListBy(session, userId, MostExported))
        .Select(row => new { row.Kind, row.Times, row.EndsAt }).ToList();
}
