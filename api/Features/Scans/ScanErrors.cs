using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Scans;

public static class ScanErrors
{
    public static readonly ErrorCode Unknown = new("scan.unknown", 404, "这个码不是我们的，请扫驿站门口的二维码，或手动输入码下面的编码");
}
