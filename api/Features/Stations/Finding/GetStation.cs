using FastEndpoints;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using Microsoft.Net.Http.Headers;

namespace LinYuan.Api.Features.Stations.Finding;

/// <summary>Anyone reads one station, by its id or by the code of its printed QR. Staff of its area also see that code.</summary>
public sealed class GetStation(Db db, StationStore stations, StationViews views) : ReadOperation<EmptyRequest, StationView>
{
    public override void Configure()
    {
        Get("/stations/{idOrCode}");
        Group<Open>();
        Reads();
        Keeps(StationsModule.Shelf);
    }

    protected override async Task<StationView> Read(EmptyRequest request, CancellationToken ct)
    {
        var station = await db.Read(session => Find(session, WordIn("idOrCode"))) ?? throw new Refusal(RequestErrors.NotFound);
        HttpContext.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Authorization);
        // A token may be sent along, and need not.
        if (HttpContext.Features.Get<Caller>() is not { } reader || !StationAccess.Covers(reader, station.Place))
            return await views.Of(station);
        KeepOutOfCaches(HttpContext.Response);
        return await views.ForStaff(station);
    }

    private async Task<Station?> Find(DbSession session, string idOrCode) =>
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
