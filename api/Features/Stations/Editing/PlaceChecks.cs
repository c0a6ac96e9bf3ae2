using System.Globalization;
using System.Text;
using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Geo;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Stations.Editing;

/// <summary>A place that staff enter for a new station, or for one that is there already.</summary>
/// <param name="StationId">The station that moves; null for a new one.</param>
/// <param name="IsConfirmed">Staff were asked about it, and mean it.</param>
public sealed record EnteredPlace(Placement Area, string Name, GeoPoint At, long? StationId, bool IsConfirmed);

/// <summary>
/// Asks staff about a place that is probably a slip: visitors of a station that is not where it says cannot check in, and one that is
/// entered twice has two codes.
/// </summary>
public sealed class PlaceChecks(StationStore stations, AreaStore areas, IOptions<StationOptions> options)
{
    /// <summary>Closer than this is the same point, entered to six decimals from two maps.</summary>
    private const int SamePointMeters = 2;
    private const int NextDoorMeters = 15;

    /// <summary>One station whose coordinates were taken in two systems lies up to so far from itself.</summary>
    private const int SameNameMeters = 1_000;
    private const int MostLookedAt = 200;

    /// <exception cref="Refusal">409, with what may be wrong: the place is unlikely, or there is a station already.</exception>
    public async Task Require(Tx tx, EnteredPlace place)
    {
        // One after the other within the district, so that of two at once the second finds the first.
        await areas.Lock(tx, place.Area.DistrictId);
        if (place.At.IsNowhere)
            throw Unlikely("坐标是 0,0，像是没有取到位置，请在地图上重新选点");
        if (place.IsConfirmed)
            return;
        if (!place.At.IsInChina)
            throw IsSwapped(place.At) ? LooksSwapped() : new Refusal(StationErrors.PlaceUnlikely);
        var around = await Others(tx, place, SameNameMeters, everywhere: true);
        if (around.FirstOrDefault(near => IsSame(near, place)) is { } same)
            throw new Refusal(StationErrors.Duplicate, $"这里已经有“{same.Station.Name}”了，请先核对；确实是另一个，请勾选“位置无误”再提交");
        if (!around.Any(near => near.Station.Place.DistrictId == place.Area.DistrictId))
            await RequireNotFar(tx, place);
    }

    private async Task RequireNotFar(Tx tx, EnteredPlace place)
    {
        if ((await Others(tx, place, options.Value.FarMeters, everywhere: false)).Count > 0)
            return;
        var any = (await stations.List(tx, District(place), facilities: 0, after: 0, rows: 2)).FirstOrDefault(station => station.Id != place.StationId);
        if (any is null)
            return;
        if (IsSwapped(place.At))
            throw LooksSwapped();
        var kilometers = (place.At.MetersTo(any.Location) / 1000).ToString("0", CultureInfo.InvariantCulture);
        throw Unlikely($"这个位置离本区其他驿站约 {kilometers} 公里，请核对坐标；确实在这里，请勾选“位置无误”再提交");
    }

    private async Task<IReadOnlyList<NearStation>> Others(Tx tx, EnteredPlace place, int reach, bool everywhere) =>
        [.. (await stations.ListNear(tx, place.At, reach, everywhere ? null : District(place), facilities: 0, new NearPosition(0, 0), everywhere ? MostLookedAt : 2))
            .Where(near => near.Station.Id != place.StationId)];

    private static Subtree District(EnteredPlace place) => new(Subtree.ColumnOf("district"), place.Area.DistrictId);

    private static bool IsSame(NearStation near, EnteredPlace place)
    {
        var (one, other) = (Essence(near.Station.Name), Essence(place.Name));
        return near.Meters <= SamePointMeters
            || (near.Meters <= NextDoorMeters && (one.Contains(other, StringComparison.Ordinal) || other.Contains(one, StringComparison.Ordinal)))
            || string.Equals(one, other, StringComparison.Ordinal);
    }

    /// <summary>A name without what is written now this way and now that.</summary>
    private static string Essence(string name) => string.Concat(
        name.Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit)).ToUpperInvariant().Replace("暖新驿站", "", StringComparison.Ordinal).Replace("驿站", "", StringComparison.Ordinal);

    private static bool IsSwapped(GeoPoint at) => new GeoPoint(at.Longitude, at.Latitude).IsInChina;

    private static Refusal LooksSwapped() => Unlikely("纬度和经度像是填反了，请对调后再提交");

    private static Refusal Unlikely(string title) => new(StationErrors.PlaceUnlikely, title);
}
