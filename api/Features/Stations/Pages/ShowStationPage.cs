using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.Net.Http.Headers;

namespace LinYuan.Api.Features.Stations.Pages;

/// <summary>For people, so also what is not found is answered in a page and not in JSON.</summary>
public static class ShowStationPage
{
    private const string HtmlType = "text/html; charset=utf-8";

    public static async Task<IResult> Handle(string code, HttpContext context, Db db, StationStore stations, StationViews views, TimeProvider time)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = StationPage.ContentSecurityPolicy;
        headers.CacheControl = "no-cache";
        headers[HeaderNames.XFrameOptions] = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        return StationCode.TryRead(code) is { } known && await db.Read(session => stations.FindByCode(session, known)) is { } station
            ? TypedResults.Content(StationPage.Of(station, views.OpenNow(station), ChinaTime.LocalDay(time.Now())), HtmlType, statusCode: StatusCodes.Status200OK)
            : TypedResults.Content(StationPage.Unknown(), HtmlType, statusCode: StatusCodes.Status404NotFound);
    }
}
