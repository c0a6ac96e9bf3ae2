using LinYuan.Api.Features.Wishes.Proxies.Cards;
using LinYuan.Api.Features.Wishes.Proxies.Data;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Wishes.Proxies;

/// <summary>代办: people without a phone, their cards, and who acted for them. The acts themselves are the ordinary routes of wishes.</summary>
public static class ProxyModule
{
    /// <summary>Under which heading the contract lists its operations, apart from the wishes.</summary>
    public const string Tag = "Proxies";

    public static void AddProxies(this IServiceCollection services)
    {
        services.AddOptions<ProxyOptions>().BindConfiguration("Proxies").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<RepresentedStore>().AddSingleton<ProxyActStore>().AddSingleton<ProxyActViews>();
        services.AddSingleton<ConsentCodes>().AddSingleton<ProxyConsents>().AddSingleton<RepresentedPeople>();
        services.AddSingleton<IJob, TidyConsentCards>();
        services.AddSingleton(new PersonalData("proxies", ProxyPersonalData.Export, ProxyPersonalData.Erase));
    }
}
