using System.Text;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Features.Stations.Editing;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Stations.Posters;

/// <summary>What staff print: the whole page, or the QR alone for a design of their own.</summary>
public static class GetStationPoster
{
    public const string SvgType = "image/svg+xml";
    public const string PngType = "image/png";

    /// <summary>The poster of a station, an A4 page to print.</summary>
    public static async Task<IResult> Svg(
        EntityId id, Caller caller, HttpContext context, SetUpStation setUp, IOptions<PublicAddressOptions> address)
    {
        var station = await setUp.Require(id, caller);
        context.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Text(StationPoster.Draw(station, address.Value.OfStation(station.Code)), SvgType, Encoding.UTF8);
    }

    /// <summary>The QR of a station alone, 1,024 pixels wide, for a design of one's own.</summary>
    public static async Task<IResult> Png(
        EntityId id, Caller caller, HttpContext context, SetUpStation setUp, IOptions<PublicAddressOptions> address)
    {
        var station = await setUp.Require(id, caller);
        context.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Bytes(QrPng.Write(StationQr.Of(address.Value.OfStation(station.Code))), PngType);
    }
}
