using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Shared.Versions;

public static class CaseVersionRegistration
{
    private const int Most = 1000;

    /// <summary>
    /// To be called after the areas whose cases are kept: with an account they erase first and lock the cases by that, so that no version is
    /// kept of what somebody changes at the same moment.
    /// </summary>
    public static IServiceCollection AddCaseVersions(this IServiceCollection services)
    {
        services.AddSingleton<CaseVersionStore>().AddSingleton<CaseVersions>().AddSingleton<IJob, SweepCaseVersions>();
        return services.AddSingleton(new PersonalData(
            "earlierVersions", Export, (provider, tx, userId) => provider.GetRequiredService<CaseVersionStore>().Erase(tx, userId)));
    }

    private static async Task<object> Export(IServiceProvider services, DbSession session, long userId) =>
        (await services.GetRequiredService<CaseVersionStore>().ListOf(session, userId, Most)).Select(kept => new
        {
            kept.Kind, Id = new EntityId(kept.CaseId), kept.Version, kept.At, Fields = kept.Fields.Select(field => new { field.Label, field.Shown }).ToList(),
        }).ToList();
}
