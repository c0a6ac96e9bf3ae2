namespace LinYuan.Api.Features.Areas;

public static class AreasModule
{
    public static IServiceCollection AddAreas(this IServiceCollection services) => services.AddSingleton<AreaStore>();
}
