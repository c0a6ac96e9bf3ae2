namespace LinYuan.Tests.Shared.Http;

/// <summary>An address that a proxy may read otherwise than the program is nobody's address.</summary>
public sealed class PlainPathTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Theory]
    [InlineData("/api/v1/me/offers/%2e%2e")]
    [InlineData("/api/v1/me/offers/%2E%2e")]
    [InlineData("/api/v1/me/offers/..")]
    [InlineData("/api/v1/me/offers/.%2e")]
    [InlineData("/api/v1/me/.")]
    [InlineData("/api/v1/./me")]
    [InlineData("/api/v1//me")]
    [InlineData("//api/v1/me")]
    [InlineData("/api/v1/me/offers/%252e%252e")]
    [InlineData("/api/v1/me%2foffers/..")]
    [InlineData("/api/v1/x%2f..%2fme")]
    [InlineData("/api/v1/x\\..\\me")]
    [InlineData("/api/v1/x%5c..%5Cme")]
    [InlineData("/api/v1/me%0d")]
    [InlineData("http://localhost/api/v1/me/offers/%2e%2e")]
    public async Task An_address_with_a_step_upwards_or_a_hidden_character_is_not_found_and_changes_nothing(string target)
    {
        var person = await lane.NewPerson();
        var body = """{"confirm":"delete"}""";

        var answer = await RawHttp.Send(lane, System.Text.Encoding.ASCII.GetBytes(
            $"DELETE {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {person.Token}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));

        (answer.Status, answer.Code).ShouldBe((404, "resource.not_found"));
        (await person.Get("/api/v1/me")).ShouldBe(200);
    }

    [Theory]
    [InlineData("/open/v1/units?areaId=..")]
    [InlineData("/open/v1/wishes/1?x=a//b")]
    [InlineData("/open/v1/wishes/%E6%97%A0")]
    [InlineData("/open/v1/wishes/1.5")]
    public async Task A_query_and_other_characters_are_read_as_before(string target) =>
        (await RawHttp.Get(lane, target)).Code.ShouldBeOneOf("request.invalid", "resource.not_found");

    [Fact]
    public async Task The_whole_address_of_a_client_that_takes_us_for_its_proxy_is_understood() =>
        (await RawHttp.Get(lane, "http://localhost/open/v1/units?limit=1")).Status.ShouldBe(200);

    [Fact]
    public async Task Refused_addresses_are_counted_as_others_are()
    {
        await using var limited = await Lane.Start(new LaneSettings { Options = new Dictionary<string, string> { ["Http:OpenPerMinute"] = "3" } });

        var answers = new List<RawAnswer>();
        for (var number = 0; number < 6; number++)
            answers.Add(await RawHttp.Get(limited, "/open/v1/.%2e/x"));

        answers.Select(answer => answer.Code).Distinct().ShouldBe(["resource.not_found", "rate.limited"], ignoreOrder: true);
    }
}
