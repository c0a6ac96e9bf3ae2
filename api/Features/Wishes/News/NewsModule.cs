namespace LinYuan.Api.Features.Wishes.News;

/// <summary>Who hears of what happens to a wish.</summary>
public static class NewsModule
{
    public static void AddWishNews(this IServiceCollection services)
    {
        services.AddSingleton<WishMoves>().AddSingleton<WishMessages>().AddSingleton<TellFollowers>().AddSingleton<WishFollowStore>();
        WishMessages.AddRoutes(services);
        TellFollowers.AddRoutes(services);
    }
}
