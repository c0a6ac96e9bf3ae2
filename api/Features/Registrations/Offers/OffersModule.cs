using LinYuan.Api.Features.Registrations.Offers.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Registrations.Offers;

/// <summary>我能帮.</summary>
public static class OffersModule
{
    private const int MostExported = 1000;

    public static void AddOffers(this IServiceCollection services)
    {
        services.AddOptions<OfferOptions>().BindConfiguration("Offers").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<OfferStore>().AddSingleton<OwnOffers>();
        services.AddSingleton(new PersonalData("offers", Export, Erase));
    }

    private static async Task<object> Export(IServiceProvider services, DbSession session, long userId) =>
        (await services.GetRequiredService<OfferStore>().ListMine(session, userId, long.MaxValue, MostExported)).Select(OfferView.Of).ToList();

    private static Task Erase(IServiceProvider services, Tx tx, long userId) => services.GetRequiredService<OfferStore>().Erase(tx, userId);
}
