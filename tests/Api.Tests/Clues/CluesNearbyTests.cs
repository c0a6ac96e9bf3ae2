namespace LinYuan.Tests.Clues;

/// <summary>What is close by is shown before it is reported a second time; lists hold what is for everyone, in one order.</summary>
public sealed class CluesNearbyTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task A_report_answers_with_open_clues_of_its_class_close_by_which_can_be_followed_instead()
    {
        var here = Somewhere();
        var known = await ClueStory.Begin(lane);
        await known.Submit(At(known, here));
        var before = await ClueStory.Begin(lane, known);
        (await before.Submit(At(before, here)))["similar"].GetArrayLength().ShouldBe(0);
        await known.Accept();
        var story = await ClueStory.Begin(lane, known);

        var similar = (await story.Submit(At(story, North(here, 30))))["similar"];

        similar.GetArrayLength().ShouldBe(1);
        similar[0].GetProperty("id").GetString().ShouldBe(known.Id);
        similar[0].GetProperty("distanceMeters").GetInt64().ShouldBeInRange(28, 32);
        var across = await ClueStory.Begin(lane);
        var seen = (await across.Submit(At(across, North(here, 30))))["similar"];
        seen[0].GetProperty("communityName").GetString().ShouldBe(known.Community.Name);
        across.Community.Name.ShouldNotBe(known.Community.Name);
        (await story.Submit(At(story, North(here, 80))))["similar"].GetArrayLength().ShouldBe(0);
        (await story.Submit(At(story, here, "environment")))["similar"].GetArrayLength().ShouldBe(0);
        (await known.By(story.Reporter, "follow")).ShouldBe(200)["follows"].GetBoolean().ShouldBeTrue();
        (await known.By(known.Reporter, "follow")).ShouldBeRefused(409, "clue.own_follow");
        (await story.Reporter.Get("/api/v1/me/followed-clues")).ShouldBe(200).Items.Count.ShouldBe(1);
        (await story.Reporter.Delete($"/api/v1/clues/{known.Id}/follow")).ShouldBe(204);
        (await story.Reporter.Get("/api/v1/me/followed-clues")).ShouldBe(200).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_public_list_is_nearest_first_and_pages_without_gap_or_repeat()
    {
        var here = OnTheGrid(Somewhere());
        var first = await ClueStory.Begin(lane);
        var ids = new List<string>();
        // Some 150, 10, 100 and 1,500 metres away, to the hundred metres that distances are told in.
        foreach (var (north, east) in new[] { (0.0011, 0.0012), (0.0001, 0), (0.0009, 0.0002), (0.0136, 0) })
        {
            var story = await ClueStory.Begin(lane, first);
            await story.Submit(At(story, (here.Latitude + north, here.Longitude + east)));
            await story.Accept();
            ids.Add(story.Id);
        }
        var hidden = await ClueStory.Begin(lane, first);
        await hidden.Submit(At(hidden, here));
        await hidden.Accept(publicText: null);
        var near = $"/open/v1/clues?near={here.Latitude},{here.Longitude}";

        (await Ids(near)).ShouldBe([ids[1], ids[2], ids[0]]);
        (await Ids(near + "&radiusMeters=2000&class=facilityBroken")).ShouldBe([ids[1], ids[2], ids[0], ids[3]]);
        (await Ids(near + "&radiusMeters=2000&class=environment")).ShouldBeEmpty();
        var page = (await lane.Anyone.Get(near + "&limit=2")).ShouldBe(200);
        (await Ids($"{near}&limit=2&after={page.Text("next")}")).ShouldBe([ids[0]]);
        (await Ids($"/open/v1/clues?areaId={first.Community.IdText}&status=accepted&limit=3")).ShouldBe([ids[3], ids[2], ids[1]]);
        (await lane.Anyone.Get("/open/v1/clues?radiusMeters=50")).ShouldBeRefused(400, "request.invalid");
    }

    [Fact]
    public async Task A_grid_is_enough_to_say_where_and_a_wrong_one_is_refused()
    {
        var story = await ClueStory.Begin(lane);
        var words = new { gridId = story.GridId, @class = "other", place = "三号楼东侧", text = "不知道算哪一类的事情" };

        (await story.Submit(words)).Text("communityId").ShouldBe(story.Community.IdText);

        (await story.Reporter.Post("/api/v1/clues", words with { gridId = story.Community.IdText })).ShouldBeRefused(400, "request.invalid");
        (await story.Reporter.Post("/api/v1/clues", new { words.@class, words.place, words.text })).ShouldBeRefused(400, "request.invalid");
    }

    [Fact]
    public async Task Nobody_finds_out_where_exactly_it_is_by_asking_how_far()
    {
        var (here, first) = (OnTheGrid(Somewhere()), await ClueStory.Begin(lane));
        foreach (var (north, east) in new[] { (0.0, 0.0), (0.00037, -0.00041) })
        {
            var story = await ClueStory.Begin(lane, first);
            await story.Submit(At(story, (here.Latitude + north, here.Longitude + east)));
            await story.Accept();
            (await story.SeenBy(story.Desk))["location.latitude"].GetDouble().ShouldBe(here.Latitude + north, 0.000001);
            (await story.SeenBy(story.Desk))["location.longitude"].GetDouble().ShouldBe(here.Longitude + east, 0.000001);
        }

        foreach (var meters in new[] { 0, 40, 170 })
        {
            var from = North(here, meters);
            var list = (await lane.Anyone.Get(FormattableString.Invariant($"/open/v1/clues?near={from.Latitude},{from.Longitude}&radiusMeters=400"))).ShouldBe(200);
            list.Items.Select(item => item.GetProperty("distanceMeters").GetDouble()).ShouldBe([meters, meters], 1);
        }
        (await Traces.Of(lane, FormattableString.Invariant($"{here.Latitude + 0.00037:0.######}"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_report_is_taken_with_a_place_that_is_none_and_converted_from_the_system_that_it_names()
    {
        var story = await ClueStory.Begin(lane);
        foreach (var location in new object[] { new { }, new { latitude = (double?)null, longitude = (double?)null }, new { latitude = 0, longitude = 0 }, new { latitude = 31.2 } })
            (await story.Submit(ClueStory.Words(story.Community, location: location))).Text("location").ShouldBeNull();

        var placed = await story.Submit(ClueStory.Words(story.Community, location: new { latitude = 31.1774276, longitude = 121.5272106, coordinateSystem = "wgs84" }));

        (placed["location.latitude"].GetDouble(), placed["location.longitude"].GetDouble()).ShouldBe((31.175304, 121.531542));
        var swapped = await story.Reporter.Post("/api/v1/clues", ClueStory.Words(story.Community, location: new { latitude = 121.5, longitude = 31.2 }));
        swapped.ShouldBeRefused(400, "request.invalid").Body.ShouldContain("填反");
    }

    private static object At(ClueStory story, (double Latitude, double Longitude) place, string kind = "facilityBroken") =>
        ClueStory.Words(story.Community, kind, location: new { latitude = place.Latitude, longitude = place.Longitude });

    /// <summary>Somewhere else each time, since a lane keeps the clues of earlier tests.</summary>
    private static (double Latitude, double Longitude) Somewhere() =>
        (Math.Round(20 + Random.Shared.NextDouble() * 30, 5), Math.Round(80 + Random.Shared.NextDouble() * 45, 5));

    private static (double Latitude, double Longitude) OnTheGrid((double Latitude, double Longitude) place) =>
        (Math.Round(place.Latitude, 3), Math.Round(place.Longitude, 3));

    private static (double Latitude, double Longitude) North((double Latitude, double Longitude) place, double meters) =>
        (place.Latitude + meters / 111_195, place.Longitude);

    private async Task<IReadOnlyList<string?>> Ids(string path) =>
        [.. (await lane.Anyone.Get(path)).ShouldBe(200).Items.Select(item => item.GetProperty("id").GetString())];
}
