using LinYuan.Tests.CheckIns;
using LinYuan.Tests.Stations;
using LinYuan.Tests.Statistics;

namespace LinYuan.Tests.Points;

public sealed class MyPointsTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string Path = "/api/v1/me/points";
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Whoever_never_earned_any_has_none()
    {
        var mine = (await (await lane.NewPerson()).Get(Path)).ShouldBe(200);

        (mine.Number("balance"), mine.Number("available"), mine["entries.items"].GetArrayLength(), mine.Text("entries.next")).ShouldBe((0, 0, 0, null));
        (await lane.Anyone.Get(Path)).ShouldBeRefused(401, "session.required");
    }

    [Fact]
    public async Task Each_entry_says_how_much_when_why_and_for_which_case()
    {
        var community = await lane.NewCommunity();
        var person = await (await lane.NewMember(community)).RegistersWith(community, "courier");
        var visit = (await person.ChecksInAt(await community.NewStation())).ShouldBe(201);
        lane.Clock.Advance(TimeSpan.FromMinutes(10));
        var confirmed = await (await WishSteps.Delivered(lane, community, person)).Confirm(5);
        var silent = await WishSteps.Delivered(lane, community, person);
        lane.Clock.Advance(TimeSpan.FromDays(7));
        await lane.RunJobs();

        var mine = (await person.Get(Path)).ShouldBe(200);

        (mine.Number("balance"), mine.Number("available")).ShouldBe((35, 35));
        mine["entries.items"].EnumerateArray()
            .Select(entry => $"{entry.GetProperty("amount")} {entry.GetProperty("reason")} {entry.GetProperty("source").GetProperty("kind")} {entry.GetProperty("source").GetProperty("id")}")
            .ShouldBe([$"10 wishUnconfirmed wish {silent.Id}", $"20 wishFulfilled wish {confirmed.Id}", $"5 checkIn checkIn {visit.Id}"]);
        mine["entries.items.2.at"].GetDateTimeOffset().ShouldBe(visit["at"].GetDateTimeOffset());
    }

    [Fact]
    public async Task A_resident_who_confirms_late_or_twice_pays_once()
    {
        var community = await lane.NewCommunity();
        var member = await lane.NewMember(community);
        var wish = await (await WishSteps.Delivered(lane, community, member)).Confirm(5);

        (await wish.Author.Post($"/api/v1/wishes/{wish.Id}/confirm", new { score = 5 })).ShouldBeRefused(409, "wish.already_done");

        (await member.Get(Path)).Number("balance").ShouldBe(20);
    }

    [Fact]
    public async Task Pages_have_no_gap_and_no_repeat_while_points_come_in_and_the_balance_covers_them_all()
    {
        var community = await lane.NewCommunity();
        var (courier, stations) = (await lane.NewCourier(community), await community.NewStations(4));
        lane.Clock.AdvanceToChina(10);
        foreach (var station in stations.Take(3))
            (await courier.ChecksInAt(station)).ShouldBe(201);
        var first = (await courier.Get(Path + "?limit=2")).ShouldBe(200);
        lane.Clock.AdvanceToChina(9);
        (await courier.ChecksInAt(stations[3])).ShouldBe(201);

        var second = (await courier.Get($"{Path}?limit=2&after={first.Text("entries.next")}")).ShouldBe(200);

        (await lane.Sql.Count("point_entries WHERE account_kind = 'user' AND account_id = @Id", courier)).ShouldBe(4);
        (first.Number("balance"), second.Number("balance")).ShouldBe((15, 20));
        var paged = Sources(first).Concat(Sources(second)).ToList();
        paged.Count.ShouldBe(3);
        Sources((await courier.Get(Path)).ShouldBe(200)).Skip(1).ShouldBe(paged);
        second.Text("entries.next").ShouldBeNull();
    }

    private static IEnumerable<string?> Sources(Answer answer) =>
        answer["entries.items"].EnumerateArray().Select(entry => entry.GetProperty("source").GetProperty("id").GetString());
}
