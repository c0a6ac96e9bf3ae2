using FastEndpoints;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Stations.Codes;

/// <summary>
/// Staff take WeChat's own code of a station (小程序码) on a transparent ground. The media type says of which format it is, whatever the
/// address says.
/// </summary>
public sealed class GetStationMiniCodePng(StationAccess access, MiniCodes codes) : Operation<EmptyRequest, byte[]>
{
    public override void Configure()
    {
        Get("/stations/{id}/mini-code.png");
        Group<Staff>();
        Serves(MiniCode.PngType, WeChatRefusals.Unavailable);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        var code = await codes.Of(await access.Require(Id, Caller), isTransparent: true);
        HttpContext.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Bytes(code.Image, code.MediaType);
    }
}
