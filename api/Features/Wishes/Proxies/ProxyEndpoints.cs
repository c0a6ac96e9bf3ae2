using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Privacy;
using static LinYuan.Api.Features.Wishes.ProxyErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Wishes;

/// <summary>代办: people without a phone, their cards, and who acted for them. The acts themselves are the ordinary routes of wishes.</summary>
public static class ProxyEndpoints
{
    public static void AddProxies(this IServiceCollection services)
    {
        services.AddOptions<ProxyOptions>().BindConfiguration("Proxies").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<RepresentedStore>().AddSingleton<ProxyActStore>().AddSingleton<ConsentCodes>().AddSingleton<ProxyConsents>().AddSingleton<RepresentedPeople>();
        services.AddSingleton<RegisterRepresentedPerson>().AddSingleton<KeepConsentCard>();
        services.AddSingleton<IJob, TidyConsentCards>();
        services.AddSingleton(new PersonalData("proxies", ProxyPersonalData.Export, ProxyPersonalData.Erase));
    }

    public static void MapProxies(this IEndpointRouteBuilder app)
    {
        var staff = app.Staff("Proxies");
        staff.MapGet("/represented-people", ListRepresentedPeople.Handle).Read<Page<RepresentedPersonView>>("ListRepresentedPeople", NotFound);
        staff.MapPost("/represented-people", RegisterRepresentedPerson.Handle).Creation<ConsentCardView>("RegisterRepresentedPerson", AccessDenied, AlreadyRegistered);
        staff.MapGet("/represented-people/{id}", GetRepresentedPerson.Handle).Read<RepresentedPersonView>("GetRepresentedPerson", NotFound);
        staff.MapGet("/represented-people/{id}/acts", ListProxyActs.Handle).Read<Page<ProxyActView>>("ListProxyActs", NotFound);
        staff.MapGet("/represented-people/{id}/card.svg", GetConsentCard.Handle).WithName("GetConsentCard")
            .WithMetadata(new MayRefuse([NotFound, CardGone])).Produces<byte[]>(StatusCodes.Status200OK, GetConsentCard.SvgType);
        staff.MapPost("/represented-people/{id}/reissue", KeepConsentCard.Reissue).Move<ConsentCardView>("ReissueConsentCard", NotFound, Ended);
        staff.MapPost("/represented-people/{id}/end", KeepConsentCard.End).Move<RepresentedPersonView>("EndConsentCard", NotFound, Ended);
        staff.MapGet("/represented-people/{id}/data", ExportRepresentedData.Handle).Read<RepresentedPersonData>("ExportRepresentedData", NotFound, AccessDenied, WishErrors.ContactLimit);
        staff.MapPost("/represented-people/{id}/erase", EraseRepresentedPerson.Handle).Move<RepresentedPersonView>(
            "EraseRepresentedPerson", NotFound, AccessDenied, HasOpenWishes);
    }
}
