using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.Wishes.Duplicates;

/// <summary>Wishes that are like another, and their merging.</summary>
public static class DuplicateModule
{
    public static void AddWishDuplicates(this IServiceCollection services)
    {
        services.AddOptions<DuplicateOptions>().BindConfiguration("WishDuplicates").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<WishLikenessStore>().AddSingleton<WishMergeStore>().AddSingleton<TextLikeness>().AddSingleton<WishLikeness>();
        services.AddSingleton<SimilarWishes>();
        services.AddSingleton<IJob, ForgetLikeness>();
    }
}
