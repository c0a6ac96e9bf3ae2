using System.Text;

namespace LinYuan.Tests.Shared.Http;

/// <summary>Headers and request lines that make no sense are refused in words, or passed over where nothing depends on them; never a fault.</summary>
public sealed class OddHeaderTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Theory]
    [InlineData("application/json;charset=bogus")]
    [InlineData("application/json;charset=\"bogus\"")]
    [InlineData("application/json; charset=utf-7")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json;charset=gb18030")]
    [InlineData("text/plain")]
    [InlineData("nonsense")]
    [InlineData("a/b/c;;;=")]
    public async Task A_body_in_another_form_or_character_set_is_refused_from_anyone(string contentType)
    {
        var signIn = await Post("/api/v1/sessions", """{"code":"x"}""", $"Content-Type: {contentType}");
        var patch = await Post("/api/v1/me", """{"nickname":"小林"}""", $"Content-Type: {contentType}", "X: 1", await Token());

        (signIn.Status, signIn.Code).ShouldBe((415, "request.media_type"));
        patch.Status.ShouldBeOneOf(405, 415);
        patch.Code.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("Content-Encoding: gzip", 415)]
    [InlineData("Content-Encoding: nonsense", 415)]
    [InlineData("Content-Encoding: identity", 401)]
    [InlineData("Content-Type: application/json; charset=UTF-8", 401)]
    [InlineData("Content-Type: application/json; charset=\"utf-8\"; x=y", 401)]
    public async Task A_compressed_body_is_refused_and_a_plain_one_is_read(string header, int status)
    {
        var type = header.StartsWith("Content-Type", StringComparison.Ordinal) ? "X: 1" : "Content-Type: application/json";

        var answer = await Post("/api/v1/sessions", """{"code":"expired.1"}""", header, type);

        answer.Status.ShouldBe(status);
        answer.Code.ShouldBe(status == 415 ? "request.media_type" : "wechat.code_invalid");
    }

    [Theory]
    [InlineData("Accept: nonsense;;q=x")]
    [InlineData("Accept: text/csv;q=nonsense, */*;q=9")]
    [InlineData("Accept-Encoding: nonsense;q=x")]
    [InlineData("Accept-Language: \u00ff\u00fe")]
    [InlineData("If-None-Match: \"")]
    [InlineData("If-None-Match: W/x, \u00e4")]
    [InlineData("If-Modified-Since: yesterday")]
    [InlineData("Range: bytes=9-1")]
    [InlineData("Range: nonsense")]
    [InlineData("X-Forwarded-For: nonsense, \u00e4, 1.2.3.4:99999")]
    [InlineData("X-Forwarded-Proto: \u00e4://")]
    [InlineData("Cookie: a=\u00ff;;;")]
    [InlineData("Origin: nonsense")]
    [InlineData("Authorization: Nonsense \u00e4")]
    [InlineData("traceparent: nonsense")]
    [InlineData("Content-Type: \u00e4")]
    public async Task A_header_on_which_nothing_depends_is_passed_over(string header)
    {
        (await RawHttp.Get(lane, "/open/v1/statistics", header)).Status.ShouldBe(200);
        (await RawHttp.Get(lane, "/open/v1/units", header)).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("text/csv")]
    [InlineData("nonsense;;q")]
    [InlineData("image/*")]
    public async Task A_field_against_its_rule_is_named_whatever_form_of_answer_is_asked_for(string accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/me") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Accept", accept);

        (await (await lane.NewPerson()).Send(request)).ShouldBeRefused(400, "request.invalid").Text("errors.nickname.0").ShouldBe("请填写");
    }

    [Theory]
    [InlineData("/open/v1/wishes/%00", 400)]
    [InlineData("http://elsewhere/open/v1/wishes", 400)]
    [InlineData("/open/v1/\u00e4", 400)]
    [InlineData("open/v1/wishes", 400)]
    public async Task An_address_that_is_none_is_refused_in_words(string target, int status)
    {
        var answer = await RawHttp.Get(lane, target);

        (answer.Status, answer.Code).ShouldBe((status, "request.invalid"));
        answer.Body.ShouldContain("提交的内容有误");
        answer.Header("Content-Type").ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task What_the_server_refuses_before_there_is_a_request_is_refused_in_words_too()
    {
        var cases = new Dictionary<string, int>(StringComparer.Ordinal)
        {
            ["NONSENSE\r\n\r\n"] = 400,
            ["GET / HTTP/9.9\r\nHost: localhost\r\n\r\n"] = 505,
            ["GET / HTTP/1.1\r\n\r\n"] = 400,
            ["GET / HTTP/1.1\r\nHost: a b\r\n\r\n"] = 400,
            ["GET / HTTP/1.1\r\nHost: localhost\r\nHost: other\r\n\r\n"] = 400,
            ["GET / HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n"] = 400,
            ["POST /api/v1/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n"] = 400,
            [$"GET /{new string('a', 9000)} HTTP/1.1\r\nHost: localhost\r\n\r\n"] = 414,
            [$"GET / HTTP/1.1\r\nHost: localhost\r\nX: {new string('a', 40_000)}\r\n\r\n"] = 431,
        };
        var wrong = new List<string>();
        foreach (var (request, status) in cases)
        {
            var answer = await RawHttp.Send(lane, Encoding.ASCII.GetBytes(request));
            if ((answer.Status, answer.Code) != (status, "request.invalid"))
                wrong.Add($"{request[..Math.Min(60, request.Length)]}: {answer.Head} {answer.Body}");
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_or_a_token_with_letters_that_no_header_may_hold_is_refused_like_any_other_wrong_one()
    {
        (await RawHttp.Get(lane, "/api/v1/me", "Authorization: Bearer \u00e4\u00e4")).Code.ShouldBe("session.expired");
        var keyed = await Post("/api/v1/wishes/1/claim", "{}", "Idempotency-Key: schl\u00fcssel-1", await Token(), "Content-Type: application/json");
        (keyed.Status, keyed.Code).ShouldBe((400, "idempotency.key_required"));
    }

    private async Task<string> Token() => $"Authorization: Bearer {(await lane.NewPerson()).Token}";

    private Task<RawAnswer> Post(string path, string body, params string[] headers) => RawHttp.Send(lane, Encoding.Latin1.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{string.Concat(headers.Select(header => header + "\r\n"))}"
        + $"Content-Length: {Encoding.Latin1.GetByteCount(body)}\r\n\r\n{body}"));
}
