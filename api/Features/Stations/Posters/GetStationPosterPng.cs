using LinYuan.Api.Shared.Print;
using FastEndpoints;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Stations.Posters;

/// <summary>Staff take the QR of a station alone, 1,024 pixels wide, for a design of their own.</summary>
public sealed class GetStationPosterPng(StationAccess access, IOptions<PublicAddressOptions> address) : Operation<EmptyRequest, byte[]>
{
    private const string MediaType = "image/png";

    public override void Configure()
    {
        Get("/stations/{id}/poster.png");
        Group<Staff>();
        Serves(MediaType);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        var station = await access.Require(Id, Caller);
        HttpContext.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Bytes(QrPng.Write(StationQr.Of(address.Value.OfStation(station.Code))), MediaType);
    }
}
