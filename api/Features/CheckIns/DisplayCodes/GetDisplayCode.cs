using LinYuan.Api.Shared.Print;
using LinYuan.Api.Features.CheckIns.Core;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.CheckIns.DisplayCodes;

/// <param name="Code">Twelve letters and digits, as <c>displayCode</c> of a check-in.</param>
/// <param name="ExpiresAt">When the screen has to show the next one.</param>
/// <param name="Qr">What a QR on the screen says: the address of the printed one, with the code as <c>d</c>.</param>
public sealed record DisplayCodeView(string Code, DateTimeOffset ExpiresAt, string Qr);

/// <summary>The code for the screen at a station's door. It changes every 30 seconds; the screen asks again when it has expired.</summary>
public sealed class GetDisplayCode(LinkSigner signer, TimeProvider time, IOptions<PublicAddressOptions> address)
{
    public static async Task<DisplayCodeView> Handle(
        EntityId id, Caller caller, HttpResponse response, StationAccess stations, GetDisplayCode codes) =>
        codes.Of(await stations.Require(id, caller), response);

    /// <summary>The code for the screen at the door of a station that the caller keeps, without being on the staff. It changes every 30 seconds.</summary>
    public static async Task<DisplayCodeView> GetMy(
        EntityId id, Caller caller, HttpResponse response, Db db, StationStore stations, GetDisplayCode codes) =>
        await db.Read(session => stations.Find(session, id.Value)) is { } station && station.KeeperId == caller.UserId
            ? codes.Of(station, response)
            : throw new Refusal(RequestErrors.NotFound);

    private DisplayCodeView Of(Station station, HttpResponse response)
    {
        response.Headers.CacheControl = "private, no-store";
        var window = DisplayCode.WindowAt(time.Now());
        var code = DisplayCode.Of(signer, station.Id, window);
        return new DisplayCodeView(code, DisplayCode.EndOf(window), $"{address.Value.OfStation(station.Code)}?d={code}");
    }
}
