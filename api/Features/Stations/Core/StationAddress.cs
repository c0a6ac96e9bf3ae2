using LinYuan.Api.Shared.Print;

namespace LinYuan.Api.Features.Stations.Core;

public static class StationAddress
{
    /// <summary>What a station's QR says.</summary>
    public static string OfStation(this PublicAddressOptions address, string code) => address.At($"/s/{code}");
}
