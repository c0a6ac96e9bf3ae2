using LinYuan.Api.Features.Wishes.Lists;

namespace LinYuan.Api.Features.Wishes.Reading;

/// <summary>How wishes are looked up, one by one and in lists.</summary>
public static class ReadingModule
{
    public static void AddWishReading(this IServiceCollection services) => services.AddSingleton<WishPages>().AddSingleton<PublicWishStore>();
}
