using LinYuan.Api.Shared.Http;
using static LinYuan.Api.Features.Wishes.WishErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Wishes;

/// <summary>Who hears of what happens to a wish.</summary>
public static class NewsEndpoints
{
    public static void AddWishNews(this IServiceCollection services)
    {
        services.AddSingleton<WishMoves>().AddSingleton<WishMessages>().AddSingleton<TellFollowers>();
        services.AddSingleton<WishFollowStore>().AddSingleton<FollowWish>();
        WishMessages.AddRoutes(services);
        TellFollowers.AddRoutes(services);
    }

    public static void MapWishNews(this IEndpointRouteBuilder app)
    {
        var people = app.People("Wishes");
        people.MapPost("/wishes/{id}/follow", FollowWish.Follow).Move<WishFollowView>("FollowWish", NotFound, OwnClaim);
        people.MapDelete("/wishes/{id}/follow", FollowWish.Unfollow).Removal("UnfollowWish", NotFound);
        people.MapPost("/wishes/{id}/mute", FollowWish.Mute).Move<WishFollowView>("MuteWish", NotFound);
        people.MapDelete("/wishes/{id}/mute", FollowWish.Unmute).Removal("UnmuteWish", NotFound);
        people.MapGet("/me/followed-wishes", ListFollowedWishes.Handle).Read<Page<PublicWishView>>("ListFollowedWishes");
    }
}
