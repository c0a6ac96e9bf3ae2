using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using Microsoft.Net.Http.Headers;

namespace LinYuan.Api.Features.Stations;

/// <summary>One station. Staff of its area also see the code of its printed QR.</summary>
public static class GetStation
{
    public static async Task<StationView> Handle(
        EntityId id, Caller? caller, HttpContext context, Db db, StationStore stations, StationViews views)
    {
        var station = await db.Read(session => stations.Find(session, id.Value)) ?? throw new Refusal(RequestErrors.NotFound);
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Authorization);
        if (caller is null || !SetUpStation.Covers(caller, station.Place))
            return await views.Of(station);
        KeepOutOfCaches(context.Response);
        return await views.ForStaff(station);
    }

    /// <summary>Public reads are marked as public after the handler, when they are sent; so this is set at the last moment before that.</summary>
    private static void KeepOutOfCaches(HttpResponse response) => response.OnStarting(() =>
    {
        response.Headers.CacheControl = "private, no-store";
        return Task.CompletedTask;
    });
}
