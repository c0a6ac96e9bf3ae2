using LinYuan.Tests.CheckIns;
using LinYuan.Tests.Statistics;

namespace LinYuan.Tests.Points;

public sealed class PointsUnderLoadTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const int Couriers = 6;
    private const int WishesEach = 2;
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Balances_equal_the_sums_of_their_entries_at_every_moment_of_a_busy_day()
    {
        var community = await lane.NewCommunity();
        var stations = await community.NewStations(4);
        // Each of them is a courier and a member, so that check-ins and wishes pay into one account at once.
        var people = await Task.WhenAll(Enumerable.Range(0, Couriers).Select(_ => Neighbour(community)));
        List<WishSteps> wishes = [];
        foreach (var person in people)
        {
            for (var count = 0; count < WishesEach; count++)
                wishes.Add(await WishSteps.Delivered(lane, community, person));
        }

        var load = Task.WhenAll(
        [
            .. people.SelectMany(person => stations.Select(station => person.ChecksInAt(station))),
            .. wishes.Select(wish => wish.Author.Post($"/api/v1/wishes/{wish.Id}/confirm", new { score = 5 })),
        ]);
        do
            await ShouldAddUp(people);
        while (!load.IsCompleted);

        (await load).ShouldAllBe(answer => answer.Status == 200 || answer.Status == 201);
        await ShouldAddUp(people);
        foreach (var person in people)
            (await person.Get("/api/v1/me/points")).Number("balance").ShouldBe(3 * 5 + WishesEach * 20);
    }

    private async Task ShouldAddUp(IEnumerable<Person> people)
    {
        (await lane.UnequalBalances()).ShouldBe(0);
        (await lane.SumOfAllEntries()).ShouldBe(0);
        foreach (var mine in await Task.WhenAll(people.Select(person => person.Get("/api/v1/me/points?limit=100"))))
        {
            mine.ShouldBe(200).Text("entries.next").ShouldBeNull();
            mine["entries.items"].EnumerateArray().Sum(entry => entry.GetProperty("amount").GetInt32()).ShouldBe(mine.Number("balance"), mine.Body);
        }
    }

    private async Task<Person> Neighbour(Community community) => await (await lane.NewMember(community)).RegistersWith(community, "courier");
}
