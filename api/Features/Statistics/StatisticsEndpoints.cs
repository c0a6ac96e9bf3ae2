using LinYuan.Api.Shared.Http;
using Microsoft.OpenApi;

namespace LinYuan.Api.Features.Statistics;

public static class StatisticsEndpoints
{
    public static IServiceCollection AddStatistics(this IServiceCollection services) => services.AddSingleton<StatisticsStore>();

    public static void MapStatistics(this IEndpointRouteBuilder app)
    {
        var open = app.Open("Statistics");
        open.MapGet("/statistics", GetStatistics.Handle).Read<StatisticsView>("GetStatistics")
            .AddOpenApiOperationTransformer((operation, _, _) => AddCsv(operation));
    }

    /// <summary>A second Produces for one status would replace the first instead of standing beside it.</summary>
    private static Task AddCsv(OpenApiOperation operation)
    {
        operation.Responses?["200"].Content?[StatisticsCsv.MediaType] =
            new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        return Task.CompletedTask;
    }
}
