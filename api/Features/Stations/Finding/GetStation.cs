using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Features.Stations.Editing;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using Microsoft.Net.Http.Headers;

namespace LinYuan.Api.Features.Stations.Finding;

/// <summary>One station, by its id or by the code of its printed QR. Staff of its area also see that code.</summary>
public static class GetStation
{
    public static async Task<StationView> Handle(
        string idOrCode, Caller? caller, HttpContext context, Db db, StationStore stations, StationViews views)
    {
        var station = await db.Read(session => Find(session, idOrCode, stations)) ?? throw new Refusal(RequestErrors.NotFound);
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Authorization);
        if (caller is null || !SetUpStation.Covers(caller, station.Place))
            return await views.Of(station);
        KeepOutOfCaches(context.Response);
        return await views.ForStaff(station);
    }

    private static async Task<Station?> Find(DbSession session, string idOrCode, StationStore stations) =>
        EntityId.TryRead(idOrCode, out var id) && await stations.Find(session, id.Value) is { } station ? station
        : StationCode.TryRead(idOrCode) is { } code ? await stations.FindByCode(session, code)
        : null;

    /// <summary>Public reads are marked as public after the handler, when they are sent; so this is set at the last moment before that.</summary>
    private static void KeepOutOfCaches(HttpResponse response) => response.OnStarting(() =>
    {
        response.Headers.CacheControl = "private, no-store";
        return Task.CompletedTask;
    });
}
