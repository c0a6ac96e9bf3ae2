using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Areas;

public static class AreaEndpoints
{
    public static IServiceCollection AddAreas(this IServiceCollection services) => services.AddSingleton<AreaStore>();

    public static void MapAreas(this IEndpointRouteBuilder app)
    {
        var open = app.Open("Areas");
        open.MapGet("/areas", ListAreas.Handle).Read<Page<AreaView>>("ListAreas");
    }
}
