using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Points;

public static class PointEndpoints
{
    private const int MostExported = 10_000;

    public static IServiceCollection AddPoints(this IServiceCollection services)
    {
        services.AddSingleton<PointLedger>();
        // Nothing to erase: entries name nobody, and without them the budget that paid them would no longer add up.
        services.AddSingleton(new PersonalData("points", Export, (_, _, _) => Task.CompletedTask));
        return services;
    }

    public static void MapPoints(this IEndpointRouteBuilder app)
    {
        var people = app.People("Points");
        people.MapGet("/me/points", GetMyPoints.Handle).Read<MyPointsView>("GetMyPoints");
    }

    private static async Task<object> Export(IServiceProvider services, DbSession session, long userId)
    {
        var statement = await services.GetRequiredService<PointLedger>().StatementOf(session, userId, long.MaxValue, MostExported);
        return new
        {
            statement.Balance,
            Entries = statement.Entries.Select(entry => new
            {
                entry.At, entry.Amount, entry.Reason, Source = new PointSourceView(entry.Source, new EntityId(entry.SourceId)),
            }).ToList(),
        };
    }
}
