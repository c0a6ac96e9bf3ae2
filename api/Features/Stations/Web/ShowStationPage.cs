using FastEndpoints;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.Net.Http.Headers;

namespace LinYuan.Api.Features.Stations.Web;

/// <summary>
/// Anyone who scans a station's QR with something else than WeChat reads its page. It is for people, so also what is not found is answered in
/// a page and not in JSON.
/// </summary>
public sealed class ShowStationPage(Db db, StationStore stations, StationViews views, TimeProvider time) : Operation<EmptyRequest, string>
{
    private const string HtmlType = "text/html; charset=utf-8";

    public override void Configure()
    {
        Get("/s/{code}");
        Group<Pages>();
        IsUnlisted();
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        var headers = HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = StationPage.ContentSecurityPolicy;
        headers.CacheControl = "no-cache";
        headers[HeaderNames.XFrameOptions] = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        return StationCode.TryRead(WordIn("code")) is { } known && await db.Read(session => stations.FindByCode(session, known)) is { } station
            ? TypedResults.Content(StationPage.Of(station, views.OpenNow(station), ChinaTime.LocalDay(time.Now())), HtmlType, statusCode: StatusCodes.Status200OK)
            : TypedResults.Content(StationPage.Unknown(), HtmlType, statusCode: StatusCodes.Status404NotFound);
    }
}
