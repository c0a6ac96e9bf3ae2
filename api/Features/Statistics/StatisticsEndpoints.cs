using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Statistics;

public static class StatisticsEndpoints
{
    public static IServiceCollection AddStatistics(this IServiceCollection services) => services.AddSingleton<StatisticsStore>();

    public static void MapStatistics(this IEndpointRouteBuilder app)
    {
        var open = app.Open("Statistics");
        open.MapGet("/statistics", GetStatistics.Handle).Read<StatisticsView>("GetStatistics")
            .Produces<string>(StatusCodes.Status200OK, StatisticsCsv.MediaType);
    }
}
