using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Stations;

public static class StationErrors
{
    public static readonly ErrorCode Unknown = new("station.unknown", 404, "没有找到这个驿站，请核对二维码或编码");
}
