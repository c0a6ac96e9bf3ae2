using LinYuan.Api.Features.Stations;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Scans;

public static class ScanEndpoints
{
    public static void MapScans(this IEndpointRouteBuilder app) =>
        app.People("Scans").MapPost("/scans", ReadScan.Handle).Computation<ScanView>("ReadScan", ScanErrors.Unknown, StationErrors.Unknown);
}
