using LinYuan.Api.Shared.Print;
using System.Text;
using FastEndpoints;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Stations.Posters;

/// <summary>Staff print the poster of a station, an A4 page.</summary>
public sealed class GetStationPosterSvg(StationAccess access, IOptions<PublicAddressOptions> address) : Operation<EmptyRequest, byte[]>
{
    private const string MediaType = "image/svg+xml";

    public override void Configure()
    {
        Get("/stations/{id}/poster.svg");
        Group<Staff>();
        Serves(MediaType);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        var station = await access.Require(Id, Caller);
        HttpContext.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Text(StationPoster.Draw(station, address.Value.OfStation(station.Code)), MediaType, Encoding.UTF8);
    }
}
