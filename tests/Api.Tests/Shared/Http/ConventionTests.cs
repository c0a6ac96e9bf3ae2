using LinYuan.Tests.Wishes;

namespace LinYuan.Tests.Shared.Http;

public sealed class ConventionTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Answers_hold_ids_as_strings_times_in_UTC_and_Chinese_as_it_is()
    {
        var (person, community) = (await lane.NewPerson(), await lane.NewCommunity());

        var answer = (await person.Post(
            "/api/v1/registrations", new { communityId = community.IdText, kind = "volunteer", realName = "林示例" })).ShouldBe(201);

        answer["id"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.String);
        answer.Text("submittedAt")!.ShouldEndWith("Z");
        answer.Body.ShouldContain(community.Name);
        answer.ContentHeaders.ContentType!.MediaType.ShouldBe("application/json");
        answer.Header("X-Content-Type-Options").ShouldBe("nosniff");
        answer.Header("Server").ShouldBeNull();
    }

    [Fact]
    public async Task A_public_answer_may_be_kept_but_must_be_asked_for_again()
    {
        var community = await lane.NewCommunity();
        var path = "/open/v1/wishes?areaId=" + community.IdText;
        var answer = (await lane.Anyone.Get(path)).ShouldBe(200);

        answer.Header("Cache-Control").ShouldBe("public, no-cache");
        await WishStory.In(lane, "open", community);
        var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.TryAddWithoutValidation("If-None-Match", answer.Header("ETag"));
        (await lane.Anyone.Send(again)).ShouldBe(200).Header("ETag").ShouldNotBe(answer.Header("ETag"));
    }

    [Fact]
    public async Task Areas_are_listed_by_parent_and_level_in_pages()
    {
        var first = await lane.NewCommunity();
        var second = await lane.NewCommunityIn(first.DistrictId, first.StreetId);

        var page = (await lane.Anyone.Get($"/open/v1/areas?parentId={first.StreetId}&limit=1")).ShouldBe(200);
        page.Items.Single().GetProperty("id").GetString().ShouldBe(first.IdText);
        var rest = (await lane.Anyone.Get($"/open/v1/areas?parentId={first.StreetId}&limit=1&after={page.Text("next")}")).ShouldBe(200);
        rest.Items.Single().GetProperty("id").GetString().ShouldBe(second.IdText);
        rest.Text("next").ShouldBeNull();

        var streets = (await lane.Anyone.Get($"/open/v1/areas?parentId={first.DistrictId}&level=street")).ShouldBe(200);
        streets.Text("items.0.level").ShouldBe("street");
        streets.Text("items.0.parentId").ShouldBe(first.DistrictId.ToString());
        (await lane.Anyone.Get($"/open/v1/areas?parentId={first.DistrictId}&level=grid")).ShouldBe(200).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_fault_of_ours_shows_nothing_of_the_inside()
    {
        var (person, community) = (await lane.NewPerson(), await lane.NewCommunity());
        // A stored name that cannot be decrypted stands for any fault that nobody thought of.
        (await person.Post("/api/v1/registrations", new { communityId = community.IdText, kind = "volunteer", realName = "林示例" })).ShouldBe(201);
        await lane.Sql.Execute("UPDATE registrations SET real_name_enc = UNHEX('0474657374AA') WHERE user_id = @Id", person);

        var answer = (await person.Get("/api/v1/me/registrations")).ShouldBeRefused(500, "service.error");

        answer.Body.ShouldNotContain("Exception");
        answer.Body.ShouldNotContain(".cs");
        lane.Logs.With(answer.Text("traceId")!).ShouldContain(line => line.Text.Contains("A request failed", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[[[")]
    [InlineData("7")]
    public async Task A_move_that_takes_no_body_refuses_a_broken_one(string body)
    {
        var person = await lane.NewPerson();
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/wishes/1/claim")
        {
            Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Idempotency-Key", Client.NewKey());

        (await person.Send(request)).ShouldBeRefused(400, "request.invalid");
    }

    [Fact]
    public async Task A_refused_request_is_logged_under_the_name_of_its_operation()
    {
        var person = await lane.NewPerson();

        (await person.Post("/api/v1/wishes/999999999/extend", new { reason = "材料还没有到" })).ShouldBeRefused(404, "resource.not_found");

        lane.Logs.With("ExtendClaim answered 404").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_address_that_a_creation_names_leads_to_what_was_made()
    {
        var (person, community) = (await lane.NewPerson(), await lane.NewCommunity());
        var made = (await person.Post(
            "/api/v1/registrations", new { communityId = community.IdText, kind = "volunteer", realName = "林示例" })).ShouldBe(201);

        (await person.Get(made.Header("Location")!)).ShouldBe(200).Id.ShouldBe(made.Id);
        (await (await lane.NewPerson()).Get(made.Header("Location")!)).ShouldBe(404);
    }
}
