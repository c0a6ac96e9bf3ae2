using FastEndpoints;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Stations.Codes;

/// <summary>Staff take WeChat's own code of a station (小程序码), in the format in which WeChat made it.</summary>
public sealed class GetStationMiniCodeJpg(StationAccess access, MiniCodes codes) : Operation<EmptyRequest, byte[]>
{
    public override void Configure()
    {
        Get("/stations/{id}/mini-code.jpg");
        Group<Staff>();
        Serves(MiniCode.JpgType, WeChatRefusals.Unavailable);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        var code = await codes.Of(await access.Require(Id, Caller), isTransparent: false);
        HttpContext.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Bytes(code.Image, code.MediaType);
    }
}
