using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Cache;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Stations.Codes;

/// <summary>A picture as WeChat made it: of which format it is, only its bytes say.</summary>
public sealed record MiniCode(byte[] Image)
{
    internal const string JpgType = "image/jpeg";
    internal const string PngType = "image/png";

    public string MediaType => Image is [0x89, ..] ? PngType : JpgType;
}

/// <summary>
/// 小程序码: WeChat's own code of a station, whose scene is the station's code. WeChat is asked once; the picture is then ours, and stays
/// there when WeChat is away.
/// </summary>
public sealed class MiniCodes(MiniCodeStore codes, IWeChat wechat, Db db, IOptions<StationOptions> options, TimeProvider time)
{
    private readonly SingleFlight<byte[]> asking = new();

    public async Task<MiniCode> Of(Station station, bool isTransparent)
    {
        var form = isTransparent ? "png" : "jpg";
        return new MiniCode(
            await db.Read(session => codes.Find(session, station.Id, form))
            ?? await asking.Run($"{station.Id}.{form}", () => Ask(station, form, isTransparent)));
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
