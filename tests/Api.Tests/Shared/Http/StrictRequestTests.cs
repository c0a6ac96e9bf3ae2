namespace LinYuan.Tests.Shared.Http;

/// <summary>A word that an operation does not know is refused and named, with the one that was probably meant; see EveryRouteTests for all routes.</summary>
public sealed class StrictRequestTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Theory]
    [InlineData("/open/v1/wishes?statuss=open", "statuss", "没有“statuss”这一项，您是不是想写“status”")]
    [InlineData("/open/v1/wishes?area=1", "area", "没有“area”这一项，您是不是想写“areaId”")]
    [InlineData("/open/v1/wishes?limits=5", "limits", "没有“limits”这一项，您是不是想写“limit”")]
    [InlineData("/open/v1/stations?radius=5&near=30,120", "radius", "没有“radius”这一项，您是不是想写“radiusMeters”")]
    [InlineData("/open/v1/clue-classes?areaId=1", "areaId", "没有“areaId”这一项")]
    public async Task A_misspelt_word_of_a_query_is_named_with_the_nearest_one(string path, string word, string hint) =>
        (await lane.Anyone.Get(path)).ShouldBeRefused(400, "request.invalid").Text($"errors.{word}.0").ShouldBe(hint);

    [Fact]
    public async Task A_word_that_is_like_no_other_is_answered_with_all_that_there_are()
    {
        var hint = (await lane.Anyone.Get("/open/v1/wishes?from=2026-11-01")).ShouldBeRefused(400, "request.invalid").Text("errors.from.0")!;

        hint.ShouldStartWith("没有“from”这一项，可以用的有：");
        foreach (var known in new[] { "areaId", "status", "category", "after", "limit" })
            hint.ShouldContain(known);
    }

    [Fact]
    public async Task All_wrong_words_are_named_at_once_and_the_right_ones_are_not()
    {
        var answer = (await lane.Anyone.Get("/open/v1/wishes?statuss=open&limit=5&kategory=x&=y")).ShouldBeRefused(400, "request.invalid");

        answer["errors"].EnumerateObject().Select(error => error.Name).ShouldBe(["statuss", "kategory", ""], ignoreOrder: true);
    }

    [Fact]
    public async Task A_field_of_another_thing_is_not_passed_over()
    {
        var (person, community) = (await lane.NewPerson(), await lane.NewCommunity());

        var patched = (await person.Patch("/api/v1/me", new { status = "closed" })).ShouldBeRefused(400, "request.invalid");
        patched.Text("errors.status.0").ShouldBe("没有“status”这一项，可以用的有：nickname");

        var posted = (await person.Post("/api/v1/wishes", new
        {
            communityId = community.IdText, category = "microService", titel = "修灯", story = "楼道里的灯坏了。", anonymous = true,
            contact = new { name = "测试", phon = "13700000000", address = "测试路1号" }, items = new[] { new { name = "灯", unit = "盏", number = 2 } },
        })).ShouldBeRefused(400, "request.invalid");
        posted.Text("errors.titel.0").ShouldBe("没有“titel”这一项，您是不是想写“title”");
        var named = posted["errors"].EnumerateObject().ToDictionary(error => error.Name, error => error.Value[0].GetString());
        named.Keys.ShouldBe(["titel", "anonymous", "contact.phon", "items[0].number"], ignoreOrder: true);
        named["contact.phon"].ShouldBe("没有“phon”这一项，您是不是想写“phone”");
        (await lane.Sql.Count("wishes WHERE author_id = @Id", person)).ShouldBe(0);
    }

    [Fact]
    public async Task A_move_that_takes_nothing_refuses_what_it_is_given()
    {
        var person = await lane.NewPerson();

        (await person.Post("/api/v1/wishes/999999999999/follow", new { note = "明天去" })).ShouldBeRefused(400, "request.invalid").Text("errors.note.0").ShouldBe("没有“note”这一项");
        (await person.Post("/api/v1/wishes/999999999999/follow", new { })).ShouldBeRefused(404, "resource.not_found");
        (await person.Send(HttpMethod.Delete, "/api/v1/sessions/current", new { all = true }, Client.NoKey)).ShouldBeRefused(400, "request.invalid");
        (await person.Send(HttpMethod.Delete, "/api/v1/sessions/current", new { }, Client.NoKey)).ShouldBe(204);
    }

    [Theory]
    [InlineData("/api/v1/wishes/1/follow")]
    [InlineData("/api/v1/wishes")]
    public async Task A_name_that_is_no_text_is_refused_like_any_other(string path)
    {
        var content = new ByteArrayContent([(byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)':', (byte)'1', (byte)'}']);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("Idempotency-Key", Client.NewKey());

        (await (await lane.NewPerson()).Send(request)).ShouldBeRefused(400, "request.invalid");
    }

    [Fact]
    public async Task A_word_of_any_length_is_named_in_short()
    {
        var word = new string('长', 300);

        var answer = (await lane.Anyone.Get($"/open/v1/units?{Uri.EscapeDataString(word)}=1")).ShouldBeRefused(400, "request.invalid");

        answer["errors"].EnumerateObject().Single().Name.Length.ShouldBeLessThan(50);
    }

    [Fact]
    public async Task A_change_is_taken_by_PUT_with_the_same_partial_meaning()
    {
        var person = await lane.NewPerson();
        (await person.Put("/api/v1/me", new { nickname = "小林" })).ShouldBe(200).Text("nickname").ShouldBe("小林");
        (await person.Put("/api/v1/me", new { nickname = "" })).Code.ShouldBe((await person.Patch("/api/v1/me", new { nickname = "" })).Code);
        (await person.Put("/api/v1/me", new { nick = "x" })).ShouldBeRefused(400, "request.invalid");

        var community = await lane.NewCommunity();
        var staff = await lane.NewStaff(community.DistrictId);
        var unit = (await staff.Post("/staff/v1/units", new { name = lane.Unique("单位"), eligibleMembers = 7, districtId = community.DistrictId.ToString() })).ShouldBe(201);
        var changed = (await staff.Put($"/staff/v1/units/{unit.Id}", new { eligibleMembers = 9 })).ShouldBe(200);
        (changed.Number("eligibleMembers"), changed.Text("name")).ShouldBe((9, unit.Text("name")));
    }

    [Fact]
    public async Task Every_PATCH_of_the_contract_has_its_PUT()
    {
        var paths = (await lane.Anyone.Get("/openapi/v1.json")).Json.GetProperty("paths").EnumerateObject().ToList();

        paths.Count(path => path.Value.TryGetProperty("patch", out _)).ShouldBeGreaterThan(0);
        paths.Where(path => path.Value.TryGetProperty("patch", out _) != path.Value.TryGetProperty("put", out _)).Select(path => path.Name).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_account_is_deleted_only_when_the_body_says_so()
    {
        var person = await lane.NewPerson();
        foreach (var body in new object?[] { null, "{}", "null", """{"confirm":null}""", """{"confirm":"yes"}""", """{"confirm":true}""", """{"confirmed":"delete"}""" })
            (await person.Send(HttpMethod.Delete, "/api/v1/me", body, Client.NoKey)).ShouldBeRefused(400, "request.invalid").Body.ShouldContain("confirm");
        (await person.Get("/api/v1/me")).ShouldBe(200);

        (await person.Send(HttpMethod.Delete, "/api/v1/me", new { confirm = "delete" }, Client.NoKey)).ShouldBe(204);
        (await person.Get("/api/v1/me")).ShouldBeRefused(401, "session.expired");
    }
}
