using LinYuan.Api.Features.Stations.Codes;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Features.Stations.Editing;
using LinYuan.Api.Features.Stations.Finding;
using LinYuan.Api.Features.Stations.Pages;
using LinYuan.Api.Features.Stations.Posters;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Stations;

public static class StationsModule
{
    public static IServiceCollection AddStations(this IServiceCollection services)
    {
        services.AddSingleton<StationStore>();
        services.AddSingleton<StationViews>();
        services.AddSingleton<SetUpStation>().AddSingleton<PlaceChecks>();
        services.AddSingleton<MiniCodeStore>().AddSingleton<GetStationMiniCode>();
        services.AddStationLife();
        return services;
    }

    public static void MapStations(this IEndpointRouteBuilder app)
    {
        var open = app.Open("Stations");
        open.MapGet("/stations", ListStations.Handle).Read<Page<StationView>>("ListStations");
        open.MapGet("/stations/{idOrCode}", GetStation.Handle).Read<StationView>("GetStation");

        open.MapGet("/stations.geojson", GetStationsGeoJson.Handle).WithName("GetStationsGeoJson").WithMetadata(new MayRefuse([]))
            .Produces<StationFeatures>(StatusCodes.Status200OK, GetStationsGeoJson.MediaType);

        var staff = app.Staff("Stations");
        staff.MapGet("/stations", ListStaffStations.Handle).Read<Page<StationView>>("ListStaffStations");
        staff.MapPost("/stations", SetUpStation.Create).Creation<StationView>("CreateStation", StationErrors.PlaceUnlikely, StationErrors.Duplicate);
        staff.MapPatch("/stations/{id}", SetUpStation.Change).Change<StationView>("ChangeStation", 200, StationErrors.PlaceUnlikely, StationErrors.Duplicate);
        staff.MapGet("/stations/{id}/poster.svg", GetStationPoster.Svg).Picture("GetStationPosterSvg", GetStationPoster.SvgType);
        staff.MapGet("/stations/{id}/poster.png", GetStationPoster.Png).Picture("GetStationPosterPng", GetStationPoster.PngType);
        staff.MapGet("/stations/{id}/mini-code.jpg", GetStationMiniCode.Jpg).Picture("GetStationMiniCodeJpg", GetStationMiniCode.JpgType, WeChatRefusals.Unavailable);
        staff.MapGet("/stations/{id}/mini-code.png", GetStationMiniCode.Png).Picture("GetStationMiniCodePng", GetStationMiniCode.PngType, WeChatRefusals.Unavailable);
        app.MapStationLife();

        // A page for people, no part of the contract that programs build on.
        app.MapGet("/s/{code}", ShowStationPage.Handle).WithName("ShowStationPage").ExcludeFromDescription()
            .AllowAnonymous().RequireRateLimiting(RateLimits.Open);
        app.MapGet("/s/{file}.txt", ShowCheckFile.Handle).WithName("ShowCheckFile").ExcludeFromDescription()
            .AllowAnonymous().RequireRateLimiting(RateLimits.Open);
        app.MapGet("/{file}.txt", ShowCheckFile.AtRoot).WithName("ShowCheckFileAtRoot").ExcludeFromDescription()
            .AllowAnonymous().RequireRateLimiting(RateLimits.Open);
    }

    private static void Picture(this RouteHandlerBuilder route, string name, string type, params ErrorCode[] refusals) =>
        route.WithName(name).WithMetadata(new MayRefuse(refusals)).Produces<byte[]>(StatusCodes.Status200OK, type);
}
