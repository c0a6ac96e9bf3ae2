using LinYuan.Api.Features.Points.Checks;
using LinYuan.Api.Features.Points.Core;
using LinYuan.Api.Features.Points.Expiry;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Points;

public static class PointsModule
{
    private const int MostExported = 10_000;

    public static IServiceCollection AddPoints(this IServiceCollection services)
    {
        services.AddOptions<PointOptions>().BindConfiguration("Points").ValidateDataAnnotations()
            .Validate(options => options.IsDate, "Points:ExpiresAt must be a day of every year, such as 12-31")
            .ValidateOnStart();
        services.AddSingleton<PointLedger>().AddSingleton<PointBudgetStore>();
        services.AddSingleton<PointSumStore>().AddSingleton<PointCheckStore>().AddSingleton<PointMessages>();
        services.AddSingleton<IJob, ExpirePoints>().AddSingleton<IJob, SumPointAccounts>().AddSingleton<IJob, ReconcilePoints>();
        // Nothing to erase: entries name nobody, and without them the budget that paid them would no longer add up.
        services.AddSingleton(new PersonalData("points", Export, (_, _, _) => Task.CompletedTask));
        PointMessages.AddRoutes(services);
        return services;
    }

    private static async Task<object> Export(IServiceProvider services, DbSession session, long userId)
    {
        var statement = await services.GetRequiredService<PointLedger>().StatementOf(session, userId, long.MaxValue, MostExported);
        return new
        {
            statement.Balance,
            statement.Available,
            statement.Provisional,
            statement.Reserved,
            statement.Owed,
            Entries = statement.Entries.Select(entry => new
            {
                entry.At, entry.Amount, entry.Reason, Source = new PointSourceView(entry.Source, new EntityId(entry.SourceId)), entry.Account,
            }).ToList(),
        };
    }
}
