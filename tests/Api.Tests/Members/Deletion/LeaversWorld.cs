using System.Security.Cryptography;
using LinYuan.Tests.CheckIns;
using LinYuan.Tests.Clues;
using LinYuan.Tests.Photos;
using LinYuan.Tests.Registrations.GridWorkers;
using LinYuan.Tests.Rewards;
using LinYuan.Tests.Stations;
using LinYuan.Tests.Wishes;

namespace LinYuan.Tests.Members.Deletion;

/// <summary>
/// A community in which there is one of everything that an operation can be about, so that people who are about to leave may try each of
/// them: see <see cref="Leaver"/>.
/// </summary>
internal sealed class LeaversWorld
{
    private LeaversWorld(Lane lane, ClueStory clue, WishStory wish, ILookup<string, string> columns)
    {
        Lane = lane;
        Clue = clue;
        Wish = wish;
        ColumnsToCopy = columns;
    }

    public Lane Lane { get; }

    public Community Community => Clue.Community;

    /// <summary>Resolved, so that its owner may leave.</summary>
    public ClueStory Clue { get; }

    public WishStory Wish { get; }

    public Person Member => Wish.Claimer;

    /// <summary>The id that a path means, by what it begins with; the longest beginning counts.</summary>
    public Dictionary<string, string> Ids { get; } = new(StringComparer.Ordinal);

    /// <summary>By table the columns that another row may have as well.</summary>
    public ILookup<string, string> ColumnsToCopy { get; }

    public static async Task<LeaversWorld> Build(Lane lane)
    {
        var clue = await ClueStory.In(lane, "resolved");
        var columns = await lane.Sql.List<(string Table, string Column)>("""
            SELECT table_name, column_name FROM information_schema.columns
            WHERE table_schema = DATABASE() AND extra NOT LIKE '%auto_increment%' AND extra NOT LIKE '%GENERATED%'
            """);
        var world = new LeaversWorld(
            lane, clue, await WishStory.In(lane, "open", clue.Community), columns.ToLookup(column => column.Table, column => column.Column));
        await world.AddWishesAndClues();
        await world.AddPeople();
        await world.AddStations();
        // No other number in the database is as high: whatever equals the id of a leaver stands for that person.
        await lane.Sql.Execute("ALTER TABLE users AUTO_INCREMENT = 7000000000");
        return world;
    }

    private async Task AddWishesAndClues()
    {
        Ids["/api/v1/wishes"] = Ids["/staff/v1/wishes"] = Wish.Id;
        Ids["into"] = (await WishStory.In(Lane, "open", Community)).Id;
        Ids["/api/v1/clues"] = Ids["/staff/v1/clues"] = (await ClueStory.In(Lane, "accepted", Clue)).Id;
        var photo = (await Wish.Author.Upload(Wish.Id, TestJpeg.Of())).ShouldBe(201).Id;
        Ids["/api/v1/photos"] = Ids["/staff/v1/photos"] = photo;
        Ids["/staff/v1/messages"] = (await Lane.Sql.Value<long>("SELECT MAX(id) FROM outbox_messages")).ToString();
        Ids["/staff/v1/call-backs"] = (await Lane.Sql.Insert(
            """
            INSERT INTO wish_call_backs (wish_id, district_id, street_id, community_id, author_id, claim_id, status, due_at, lapses_at)
            VALUES (@wish, @DistrictId, @StreetId, @Id, @author, 0, 'due', @Now, @Now)
            """,
            new { wish = Wish.Id, Community.DistrictId, Community.StreetId, Community.Id, author = Wish.Author.Id, Lane.Clock.Now })).ToString();
    }

    private async Task AddPeople()
    {
        var staff = await Community.Staff();
        Ids["/staff/v1/registrations"] = (await Member.Get("/api/v1/me/registrations")).Text("items.0.id")!;
        (_, Ids["/staff/v1/grid-workers"]) = await Lane.NewGridWorker(Community);
        Ids["/staff/v1/units"] = (await Clue.District.Post("/staff/v1/units", new { name = Lane.Unique("单位"), eligibleMembers = 9 })).ShouldBe(201).Id;
        Ids["/staff/v1/teams"] = (await staff.Post(
            "/staff/v1/teams", new { communityId = Community.IdText, name = "常来队", leaderId = Member.Id.ToString() })).ShouldBe(201).Id;
        Ids["/staff/v1/represented-people"] = (await staff.Post(
            "/staff/v1/represented-people", new { communityId = Community.IdText, name = "测试老人", address = "一号楼一单元" })).ShouldBe(201).Id;
        Ids["offer"] = (await Member.Post("/api/v1/me/offers", new { category = WishStory.Category })).ShouldBe(201).Id;
        Ids["/staff/v1/points/budgets"] = Community.IdText;
    }

    private async Task AddStations()
    {
        var (station, reward, courier) = (await Community.NewStation(), await Community.NewReward(), await Lane.NewCourier(Community));
        (Ids["/api/v1/stations"], Ids["/staff/v1/stations"], Ids["stationCode"]) = (station.Id, station.Id, station.Code);
        Ids["/staff/v1/rewards"] = reward;
        Ids["/staff/v1/check-ins"] = (await courier.ChecksInAt(station)).ShouldBe(201).Id;
        Ids["/staff/v1/station-work-orders"] = (await Lane.Sql.Insert(
            """
            INSERT INTO station_work_orders (station_id, district_id, street_id, community_id, kind, status, opened_at)
            VALUES (@station, @DistrictId, @StreetId, @Id, 'other', 'open', @Now)
            """,
            new { station = station.Id, Community.DistrictId, Community.StreetId, Community.Id, Lane.Clock.Now })).ToString();
        Ids["/staff/v1/redemptions"] = (await Lane.Sql.Insert(
            """
            INSERT INTO redemptions (code_hash, reward_id, user_id, points, status, reserved_at, expires_at)
            VALUES (@hash, @reward, @Id, 0, 'cancelled', @Now, @Now)
            """,
            new { hash = RandomNumberGenerator.GetBytes(32), reward, Member.Id, Lane.Clock.Now })).ToString();
    }
}
