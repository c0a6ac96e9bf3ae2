using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Seeding.Places;

namespace LinYuan.Seeding.Stations;

/// <summary>暖新驿站 all over the town.</summary>
internal sealed class StationStage
{
    private const int Seed = 15;
    private const string CodeLetters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private static readonly string[] Sites =
    [
        "党群服务中心", "菜市场", "文化广场", "公交首末站", "便民服务站", "社区食堂", "图书角", "工会之家", "卫生服务站", "体育公园", "物业服务点", "邻里中心",
    ];

    private static readonly string[] Roads =
        ["柳荫路", "文汇街", "桂园巷", "石桥路", "春晖街", "禾苑路", "丰和街", "新民路", "向阳街", "书香路", "桥南街", "桥北街", "枫林路", "水岸街", "和平路"];

    private readonly Dice dice = new(Seed);
    private readonly DateTimeOffset now;

    private StationStage(DateTimeOffset now) => this.now = now;

    public static Stage Make(DateTimeOffset now) => new("stations", IsThere, tx => new StationStage(now).Fill(tx));

    private static async Task<bool> IsThere(DbSession session) => await session.Scalar<long>(
        "SELECT COUNT(*) FROM stations WHERE code = @code", new { code = Code(new Dice(Seed)) }) > 0;

    private async Task<string> Fill(Tx tx)
    {
        var communities = await DemoAreas.Communities(tx);
        Rows stations = new(
            "stations", "code", "district_id", "street_id", "community_id", "name", "address", "latitude", "longitude", "facilities",
            "opening_hours", "created_at", "updated_at");
        // Fit to be drawn again: the first one tells whether the stage is there.
        HashSet<string> codes = [];
        while (codes.Count < DemoFigures.Stations)
            codes.Add(Code(dice));
        var opened = new History(now - TimeSpan.FromDays(370), [(new(2023, 4, 1), 1)]);
        foreach (var (index, code) in codes.Index())
        {
            var community = communities[index % communities.Count];
            var site = Sites[index / communities.Count];
            var (latitude, longitude) = Town.Place(community.Number, dice);
            var since = opened.At((index + dice.Share()) / DemoFigures.Stations);
            stations.Add(
                code, community.Place.DistrictId, community.Place.StreetId, community.Place.CommunityId,
                $"{community.StreetName}{community.ShortName}{site}暖新驿站", $"{Roads[community.Number - 1]}{dice.Between(1, 180)}号",
                latitude, longitude, Facilities.ToBits(Offered()), Hours().ToJson(), since, since);
        }
        await stations.Write(tx);
        return $"{stations.Count} stations";
    }

    private static string Code(Dice dice) => string.Concat(Enumerable.Range(0, 8).Select(_ => CodeLetters[dice.Below(CodeLetters.Length)]));

    /// <summary>A seat, water, a stove and a socket nearly everywhere; the rest where there is room for it.</summary>
    private List<Facility> Offered()
    {
        (Facility Facility, double Share)[] shares =
        [
            (Facility.Rest, 1), (Facility.Water, 1), (Facility.Heating, 0.92), (Facility.Charging, 0.97), (Facility.Toilet, 0.4),
            (Facility.FirstAid, 0.55), (Facility.Wifi, 0.5), (Facility.AirConditioning, 0.6), (Facility.VehicleCharging, 0.12), (Facility.Tools, 0.2),
        ];
        return [.. shares.Where(offer => dice.Chance(offer.Share)).Select(offer => offer.Facility)];
    }

    private OpeningHours Hours()
    {
        int[] week = [1, 2, 3, 4, 5, 6, 7];
        return new OpeningHours(dice.Weighted<OpeningPeriod[]>(
        [
            ([new(week, "08:00", "20:00")], 0.36),
            ([new([1, 2, 3, 4, 5], "08:30", "17:30"), new([6, 7], "09:00", "16:00")], 0.24),
            ([new(week, "06:30", "22:00")], 0.2),
            ([new(week, "09:00", "21:00")], 0.1),
            ([new(week, "00:00", "24:00")], 0.06),
            ([new(week, "10:00", "02:00")], 0.04),
        ]));
    }
}
