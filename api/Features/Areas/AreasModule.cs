using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Areas;

public static class AreasModule
{
    public const string Shelf = "areas";

    public static IServiceCollection AddAreas(this IServiceCollection services) => services.AddSingleton<AreaStore>()
        .AddSingleton(new AnswerShelf(Shelf, "areas"));
}
