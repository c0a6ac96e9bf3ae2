using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Features.Stations.Editing;
using LinYuan.Api.Shared.Cache;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Stations.Codes;

/// <summary>
/// 小程序码: WeChat's own code of a station, whose scene is the station's code. WeChat is asked once; the picture is then ours, and stays
/// there when WeChat is away.
/// </summary>
public sealed class GetStationMiniCode(
    SetUpStation setUp, MiniCodeStore codes, IWeChat wechat, Db db, IOptions<StationOptions> options, TimeProvider time)
{
    public const string JpgType = "image/jpeg";
    public const string PngType = "image/png";

    private readonly SingleFlight<byte[]> asking = new();

    /// <summary>小程序码: WeChat's own code of a station, in the format in which WeChat made it.</summary>
    public static Task<IResult> Jpg(EntityId id, Caller caller, HttpContext context, GetStationMiniCode codes) =>
        codes.Get(id, caller, context, isTransparent: false);

    /// <summary>The same picture as under the .jpg address; the media type says what it is.</summary>
    public static Task<IResult> Png(EntityId id, Caller caller, HttpContext context, GetStationMiniCode codes) =>
        codes.Get(id, caller, context, isTransparent: true);

    private async Task<IResult> Get(EntityId id, Caller caller, HttpContext context, bool isTransparent)
    {
        var station = await setUp.Require(id, caller);
        var form = isTransparent ? "png" : "jpg";
        var image = await db.Read(session => codes.Find(session, station.Id, form))
            ?? await asking.Run($"{station.Id}.{form}", () => Ask(station, form, isTransparent));
        context.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Bytes(image, image is [0x89, ..] ? PngType : JpgType);
    }

    private async Task<byte[]> Ask(Station station, string form, bool isTransparent)
    {
        // Looked up once more: whoever asked a moment ago may have stored it between the first look and this turn.
        if (await db.Read(session => codes.Find(session, station.Id, form)) is { } stored)
            return stored;
        var code = new MiniCodeToGet(station.Code, options.Value.MiniCodePage, isTransparent);
        var image = await wechat.GetMiniCode(code, CancellationToken.None);
        await db.InTransaction(tx => codes.Add(tx, station.Id, form, image, time.Now()));
        return image;
    }
}
