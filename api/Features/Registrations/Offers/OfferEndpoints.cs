using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;
using static LinYuan.Api.Shared.Http.RequestErrors;
using static LinYuan.Api.Shared.Http.WeChatRefusals;

namespace LinYuan.Api.Features.Registrations;

/// <summary>我能帮.</summary>
public static class OfferEndpoints
{
    public static void AddOffers(this IServiceCollection services)
    {
        services.AddOptions<OfferOptions>().BindConfiguration("Offers").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<OfferStore>().AddSingleton<KeepOffers>();
        services.AddSingleton(new PersonalData("offers", Export, Erase));
    }

    public static void MapOffers(this IEndpointRouteBuilder app)
    {
        var people = app.People("Registrations");
        people.MapGet("/me/offers", KeepOffers.List).Read<Page<OfferView>>("ListMyOffers");
        people.MapPost("/me/offers", KeepOffers.Make).Creation<OfferView>("MakeOffer", RegistrationErrors.Required, OfferErrors.Limit, RiskyContent);
        people.MapPatch("/me/offers/{id}", KeepOffers.Change).Change<OfferView>("ChangeOffer", 200, NotFound, RegistrationErrors.Required, RiskyContent);
        people.MapDelete("/me/offers/{id}", KeepOffers.Remove).Removal("RemoveOffer", NotFound);
    }

    private static async Task<object> Export(IServiceProvider services, DbSession session, long userId) =>
        (await services.GetRequiredService<OfferStore>().ListMine(session, userId, long.MaxValue, 1000)).Select(OfferView.Of).ToList();

    private static Task Erase(IServiceProvider services, Tx tx, long userId) => services.GetRequiredService<OfferStore>().Erase(tx, userId);
}
