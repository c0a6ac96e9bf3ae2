using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Features.Wishes.Proxies.Cards;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Scans;

/// <summary>What a scan leads to: a station, an order of the points shop, or the card of a person without a phone.</summary>
public enum ScanKind
{
    Station,
    Redemption,
    ConsentCard,
}

/// <param name="Text">The raw text of wx.scanCode, or <c>q</c> or <c>scene</c> as the page was given it.</param>
[ValidatableType]
public sealed record ReadScanRequest([property: Text(1, 1000)] string Text);

/// <param name="Id">Of the station; null for a code that only its own operation may try.</param>
/// <param name="Code">For the field of the operation that takes it: stationCode, code or cardNumber.</param>
/// <param name="Name">Of the station, to be shown before anything is done there.</param>
/// <param name="DisplayCode">When the QR was that of a screen at the door.</param>
public sealed record ScanView(ScanKind Kind, EntityId? Id, string Code, string? Name, string? DisplayCode);

/// <summary>
/// The mini program is told what a scan means, so that it opens the right page. A code that gives something away is told by its form alone:
/// whether there is an order or a card behind it is tried where wrong ones are counted.
/// </summary>
public sealed class ReadScan(Db db, StationStore stations) : Operation<ReadScanRequest, ScanView>
{
    private const int RedemptionDigits = 10;

    public override void Configure()
    {
        Post("/scans");
        Group<People>();
        Computes(ScanErrors.Unknown, StationErrors.Unknown);
    }

    protected override async Task<IResult> Handle(ReadScanRequest request, CancellationToken ct) => TypedResults.Ok(await Meaning(request.Text));

    private async Task<ScanView> Meaning(string text)
    {
        var scan = ScannedText.Read(text);
        var stationCode = StationCode.TryRead(scan);
        if (stationCode is not null && await db.Read(session => stations.FindByCode(session, stationCode)) is { } station)
            return new ScanView(ScanKind.Station, new EntityId(station.Id), stationCode, station.Name, scan.DisplayCode);
        if (scan.Code.Length == RedemptionDigits && scan.Code.All(char.IsAsciiDigit))
            return new ScanView(ScanKind.Redemption, null, scan.Code, null, null);
        if (ConsentCard.ReadNumber(scan.Code) is { } cardNumber)
            return new ScanView(ScanKind.ConsentCard, null, cardNumber, null, null);
        throw new Refusal(stationCode is null ? ScanErrors.Unknown : StationErrors.Unknown);
    }
}
