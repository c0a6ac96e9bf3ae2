using LinYuan.Tests.Contract;

namespace LinYuan.Tests.Shared.Http;

/// <summary>HEAD, OPTIONS and requests from the pages of other sites.</summary>
public sealed class OtherMethodTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task HEAD_answers_wherever_GET_does_with_the_same_headers_and_no_body()
    {
        var person = await (await lane.NewPerson()).BecomesStaffOf((await lane.NewCommunity()).DistrictId);
        var wrong = new List<string>();
        foreach (var operation in (await Operation.All(lane)).Where(operation => operation.Method == HttpMethod.Get))
        {
            var (got, head) = (await person.Get(operation.Nowhere), await person.Send(new HttpRequestMessage(HttpMethod.Head, operation.Nowhere)));
            if (head.Status != got.Status || head.Bytes.Length > 0 || head.ContentHeaders.ContentType?.MediaType != got.ContentHeaders.ContentType?.MediaType
                || head.Header("ETag") != got.Header("ETag"))
                wrong.Add($"{operation}: GET {got.Status}, HEAD {head.Status} with {head.Bytes.Length} bytes");
        }
        wrong.ShouldBeEmpty();
        (await RawHttp.Send(lane, "HEAD", "/open/v1/units")).Body.ShouldBeEmpty();
        foreach (var path in new[] { "/health/live", "/health/ready", "/openapi/v1.json" })
            (await lane.Anyone.Send(new HttpRequestMessage(HttpMethod.Head, path))).ShouldBe(200);
        (await person.Send(new HttpRequestMessage(HttpMethod.Head, "/api/v1/sessions"))).ShouldBe(405);
        (await lane.Anyone.Send(new HttpRequestMessage(HttpMethod.Head, "/api/v1/me"))).ShouldBe(401);
    }

    [Fact]
    public async Task OPTIONS_names_what_an_address_serves()
    {
        var wrong = new List<string>();
        foreach (var path in (await Operation.All(lane)).GroupBy(operation => operation.Path))
        {
            var answer = await lane.Anyone.Send(new HttpRequestMessage(HttpMethod.Options, path.First().Nowhere));
            var served = path.Select(operation => operation.Method.Method).Append("OPTIONS").ToList();
            if (served.Contains("GET"))
                served.Add("HEAD");
            // An address such as wishes/preview is also one of wishes/{id}, whose methods are then named as well.
            var allowed = answer.Header("Allow")?.Split(", ") ?? [];
            if (answer.Status != 204 || answer.Bytes.Length > 0 || served.Except(allowed).Any())
                wrong.Add($"{path.Key}: {answer.Status}, Allow {string.Join(", ", allowed)} instead of {string.Join(", ", served)}");
        }
        wrong.ShouldBeEmpty();
        (await lane.Anyone.Send(new HttpRequestMessage(HttpMethod.Options, "/api/v1/nowhere"))).ShouldBeRefused(404, "resource.not_found");
    }

    [Fact]
    public async Task A_method_that_is_not_served_is_refused_and_told_what_is()
    {
        var answer = await lane.Anyone.Send(new HttpRequestMessage(HttpMethod.Delete, "/open/v1/units"));

        answer.ShouldBeRefused(405, "request.method_not_allowed").Header("Allow").ShouldBe("GET, HEAD, OPTIONS");
    }

    [Fact]
    public async Task Public_reads_are_open_to_the_pages_of_other_sites_and_nothing_else_is()
    {
        var read = await FromElsewhere(HttpMethod.Get, "/open/v1/units");
        read.ShouldBe(200).Header("Access-Control-Allow-Origin").ShouldBe("*");
        read.Header("Access-Control-Expose-Headers").ShouldNotBeNull().ShouldContain("ETag");
        read.Header("Access-Control-Allow-Credentials").ShouldBeNull();
        (await FromElsewhere(HttpMethod.Get, "/open/v1/units?limit=0")).ShouldBe(400).Header("Access-Control-Allow-Origin").ShouldBe("*");
        (await FromElsewhere(HttpMethod.Head, "/open/v1/units")).ShouldBe(200).Header("Access-Control-Allow-Origin").ShouldBe("*");

        var asked = await FromElsewhere(HttpMethod.Options, "/open/v1/wishes/1", "GET");
        asked.ShouldBe(204).Header("Access-Control-Allow-Origin").ShouldBe("*");
        asked.Header("Access-Control-Allow-Methods").ShouldBe("GET,HEAD,OPTIONS");
        asked.Header("Access-Control-Allow-Headers").ShouldBe("if-none-match");

        (await FromElsewhere(HttpMethod.Get, "/api/v1/me")).ShouldBe(401).Header("Access-Control-Allow-Origin").ShouldBeNull();
        foreach (var path in new[] { "/api/v1/me", "/staff/v1/wishes", "/api/v1/sessions" })
        {
            (await FromElsewhere(HttpMethod.Options, path, "GET")).Headers
                .Where(header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
        }
    }

    private Task<Answer> FromElsewhere(HttpMethod method, string path, string? wants = null)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Origin", "https://elsewhere.example");
        if (wants is not null)
        {
            request.Headers.Add("Access-Control-Request-Method", wants);
            request.Headers.Add("Access-Control-Request-Headers", "if-none-match");
        }
        return lane.Anyone.Send(request);
    }
}
