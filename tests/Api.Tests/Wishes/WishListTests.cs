namespace LinYuan.Tests.Wishes;

public sealed class WishListTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Paging_through_the_wall_finds_each_wish_once_while_wishes_are_added()
    {
        var place = await lane.NewCommunity();
        var ids = await Open(place, 7);

        var seen = await Walk(lane.Anyone, $"/open/v1/wishes?areaId={place.IdText}", limit: 3, between: () => WishStory.In(lane, "open", place));

        seen.ShouldBe(Enumerable.Reverse(ids));
    }

    [Fact]
    public async Task Paging_through_the_queue_finds_each_wish_once_and_those_added_at_its_end()
    {
        var place = await lane.NewCommunity();
        var ids = await Post(place, 5);

        var seen = await Walk(
            await place.Staff(), "/staff/v1/wishes", limit: 2, most: 6, between: async () => ids.AddRange(await Post(place, 1)));

        seen.ShouldBe(ids.Take(seen.Count));
        seen.Count.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task My_wishes_and_my_claims_are_newest_first_and_mine_alone()
    {
        var place = await lane.NewCommunity();
        var (author, member) = (await lane.NewPerson(), await lane.NewMember(place));
        var ids = new List<string>();
        for (var number = 0; number < 5; number++)
        {
            var story = new WishStory(lane, place, author, await place.Staff(), member);
            await story.Reach("claimed");
            ids.Add(story.Id);
        }
        await WishStory.In(lane, "claimed", place);
        ids.Reverse();

        (await Walk(author, "/api/v1/me/wishes", limit: 2)).ShouldBe(ids);
        var claims = (await member.Get("/api/v1/me/claims?limit=2")).ShouldBe(200);
        var rest = (await member.Get($"/api/v1/me/claims?after={claims.Text("next")}")).ShouldBe(200);
        claims.Items.Concat(rest.Items).Select(claim => claim.GetProperty("wish").GetProperty("id").GetString()).ShouldBe(ids);
        rest.Text("next").ShouldBeNull();
        claims.Text("items.0.outcome").ShouldBeNull();
        (await author.Get("/api/v1/me/claims")).ShouldBe(200).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_wall_is_filtered_by_the_subtree_of_an_area_of_any_level()
    {
        var one = await lane.NewCommunity();
        var two = await lane.NewCommunityIn(one.DistrictId, one.StreetId);
        var three = await lane.NewCommunityIn(one.DistrictId);
        var (first, second, third) = ((await Open(one, 1))[0], (await Open(two, 1))[0], (await Open(three, 1))[0]);
        await Open(await lane.NewCommunity(), 1);

        (await Ids($"areaId={one.IdText}")).ShouldBe([first]);
        (await Ids($"areaId={one.StreetId}")).ShouldBe([second, first]);
        (await Ids($"areaId={one.DistrictId}")).ShouldBe([third, second, first]);
        var district = await lane.NewStaff(one.DistrictId);
        await Post(three, 1);
        (await district.Get("/staff/v1/wishes")).ShouldBe(200).Items.Count.ShouldBe(1);
        (await district.Get($"/staff/v1/wishes?areaId={one.StreetId}&status=open")).ShouldBe(200).Items.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_wall_is_filtered_by_status_and_category_together()
    {
        var place = await lane.NewCommunity();
        var claimed = (await WishStory.In(lane, "claimed", place)).Id;
        var culture = await WishStory.Begin(lane, place);
        await culture.Post(WishStory.Words(place, category: "microCulture"));
        await culture.Approve();
        var service = (await Open(place, 1))[0];

        (await Ids($"areaId={place.IdText}&status=open")).ShouldBe([service, culture.Id]);
        (await Ids($"areaId={place.IdText}&status=claimed")).ShouldBe([claimed]);
        (await Ids($"areaId={place.IdText}&category=microCulture")).ShouldBe([culture.Id]);
        (await Ids($"areaId={place.IdText}&category=microService")).ShouldBe([service, claimed]);
        (await Ids($"areaId={place.IdText}&status=claimed&category=microCulture")).ShouldBeEmpty();
        (await Ids($"areaId={place.IdText}&status=open&category=microService")).ShouldBe([service]);
    }

    [Fact]
    public async Task Only_what_was_reviewed_and_not_taken_back_is_on_the_wall()
    {
        var place = await lane.NewCommunity();
        foreach (var status in new[] { "draft", "pendingReview", "rejected", "withdrawn" })
        {
            await WishStory.In(lane, status, place);
            (await Ids($"areaId={place.IdText}&status={status}")).ShouldBeEmpty();
        }
        (await Ids($"areaId={place.IdText}")).ShouldBeEmpty();

        string[] listed = ["open", "claimed", "inProgress", "delivered", "disputed", "fulfilled", "unmet", "fulfilledUnconfirmed"];
        foreach (var status in listed)
            await WishStory.In(lane, status, place);
        (await Ids($"areaId={place.IdText}")).Count.ShouldBe(listed.Length);
    }

    [Fact]
    public async Task An_entry_of_the_wall_has_these_fields_and_no_other()
    {
        var story = await WishStory.In(lane, "claimed");
        string[] fields =
        [
            "id", "communityId", "communityName", "category", "status", "title", "story", "wantedBy", "publishedAt", "publicReason", "isCrowd", "items",
            "pledgeBy", "reservedUntil", "coldSince", "claimedFor", "mergedIntoId",
        ];

        var list = (await lane.Anyone.Get($"/open/v1/wishes?areaId={story.Community.IdText}")).ShouldBe(200);
        list.Items.ShouldHaveSingleItem().EnumerateObject().Select(field => field.Name).ShouldBe(fields);
        var one = (await lane.Anyone.Get($"/open/v1/wishes/{story.Id}")).ShouldBe(200);
        one.Json.EnumerateObject().Select(field => field.Name).ShouldBe(fields);
        one.Text("communityName").ShouldBe(story.Community.Name);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("limit=-1")]
    [InlineData("limit=many")]
    [InlineData("after=nonsense")]
    [InlineData("after=MSwy")]
    [InlineData("status=Open")]
    [InlineData("status=unknown")]
    [InlineData("status=1")]
    [InlineData("category=micro")]
    [InlineData("areaId=abc")]
    [InlineData("areaId=0")]
    [InlineData("areaId=9223372036854775807")]
    public async Task A_filter_that_makes_no_sense_is_refused(string query) =>
        (await lane.Anyone.Get("/open/v1/wishes?" + query)).ShouldBeRefused(400, "request.invalid");

    [Theory]
    [InlineData("/staff/v1/wishes?status=done", 400, "request.invalid")]
    [InlineData("/staff/v1/wishes?limit=1000", 400, "request.invalid")]
    [InlineData("/staff/v1/wishes?after=-", 400, "request.invalid")]
    [InlineData("/staff/v1/wishes?areaId=abc", 404, "resource.not_found")]
    [InlineData("/api/v1/me/wishes?limit=0", 400, "request.invalid")]
    [InlineData("/api/v1/me/claims?after=!", 400, "request.invalid")]
    [InlineData("/api/v1/wishes/abc", 404, "resource.not_found")]
    [InlineData("/api/v1/wishes/0", 404, "resource.not_found")]
    [InlineData("/open/v1/wishes/99999999999999999999", 404, "resource.not_found")]
    public async Task Lists_for_people_and_staff_refuse_nonsense_too(string path, int status, string code) =>
        (await (await (await lane.NewCommunity()).Staff()).Get(path)).ShouldBeRefused(status, code);

    [Fact]
    public async Task An_unchanged_answer_is_304_and_a_changed_one_is_sent()
    {
        var story = await WishStory.In(lane, "open");
        string[] paths = [$"/open/v1/wishes?areaId={story.Community.IdText}", $"/open/v1/wishes/{story.Id}"];
        foreach (var path in paths)
        {
            var tag = (await lane.Anyone.Get(path)).ShouldBe(200).Header("ETag")!;

            var same = await GetUnless(path, tag);
            same.ShouldBe(304).Bytes.ShouldBeEmpty();
            same.Header("ETag").ShouldBe(tag);
            await (path == paths[0] ? story.Claim() : story.Release());
            (await GetUnless(path, tag)).ShouldBe(200).Header("ETag").ShouldNotBe(tag);
        }
    }

    private Task<Answer> GetUnless(string path, string tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return lane.Anyone.Send(request);
    }

    private async Task<IReadOnlyList<string?>> Ids(string query) =>
        [.. (await lane.Anyone.Get("/open/v1/wishes?" + query)).ShouldBe(200).Items.Select(item => item.GetProperty("id").GetString())];

    private async Task<List<string>> Open(Community place, int count) => await Make("open", place, count);

    private async Task<List<string>> Post(Community place, int count) => await Make("pendingReview", place, count);

    private async Task<List<string>> Make(string status, Community place, int count)
    {
        var ids = new List<string>();
        for (var number = 0; number < count; number++)
            ids.Add((await WishStory.In(lane, status, place)).Id);
        return ids;
    }

    /// <summary>The ids of all pages, or of the first pages when rows are added for ever; something happens before each further page.</summary>
    private static async Task<List<string>> Walk(Client who, string path, int limit, int most = 50, Func<Task>? between = null)
    {
        var (ids, after) = (new List<string>(), (string?)null);
        for (var page = 0; page < most; page++)
        {
            var answer = (await who.Get($"{path}{(path.Contains('?') ? '&' : '?')}limit={limit}{(after is null ? "" : $"&after={after}")}")).ShouldBe(200);
            answer.Items.Count.ShouldBeLessThanOrEqualTo(limit);
            ids.AddRange(answer.Items.Select(item => item.GetProperty("id").GetString()!));
            after = answer.Text("next");
            if (after is null)
                break;
            if (between is not null)
                await between();
        }
        return ids;
    }
}
