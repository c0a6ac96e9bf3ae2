namespace LinYuan.Api.Features.Wishes.Posting;

/// <summary>How a wish is posted, handed in again and withdrawn.</summary>
public static class PostingModule
{
    public static void AddWishPosting(this IServiceCollection services) => services.AddSingleton<WishPreparation>();
}
