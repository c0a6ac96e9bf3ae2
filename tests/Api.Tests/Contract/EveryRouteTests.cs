using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;

namespace LinYuan.Tests.Contract;

/// <summary>
/// Walks the OpenAPI document and tries every route with input that it must refuse. A new route is covered by being there; a failure
/// list names each route that answered otherwise.
/// </summary>
public sealed class EveryRouteTests(LaneFixture fixture) : IAsyncLifetime, IClassFixture<LaneFixture>
{
    private static readonly string[] NoJson = ["", "{", "{]", "[]", "null", "12", "\"text\"", "{\"a\":1,}", "{\"a\":1}{}", "\u0000"];
    private static readonly HttpMethod NotServed = new("PURGE");
    private readonly Lane lane = fixture.Lane;
    private readonly ConcurrentBag<string> failures = [];
    private IReadOnlyList<Operation> operations = [];
    private Person? everyRole;

    /// <summary>Someone whom no role stops, so that what is refused is refused for the input.</summary>
    private Person Anybody => everyRole!;

    public async ValueTask InitializeAsync()
    {
        operations = await Operation.All(lane);
        everyRole = await lane.NewPersonOfEveryRole(await lane.NewCommunity());
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Without_a_token_every_secured_route_asks_to_sign_in()
    {
        foreach (var operation in operations.Where(operation => operation.IsSecured))
        {
            await Expect(lane.Anyone, operation, "{", Client.NoKey, 401, "session.required");
            var stale = new Client(lane.Http) { Token = new string('A', 43) };
            await Expect(stale, operation, "{", Client.NoKey, 401, "session.expired");
        }
        failures.ShouldBeEmpty();
    }

    [Fact]
    public void Every_route_for_people_and_staff_is_secured() => operations
        .Where(operation => operation.Path.StartsWith("/api/", StringComparison.Ordinal) || operation.IsForStaff)
        .Where(operation => !operation.IsSecured && operation.Name != "CreateSession")
        .ShouldBeEmpty();

    [Fact]
    public async Task A_resident_may_call_no_route_of_staff()
    {
        var resident = await lane.NewPerson();
        foreach (var operation in operations.Where(operation => operation.IsForStaff))
            await Expect(resident, operation, "{", Client.NoKey, 403, "access.denied");
        failures.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Operation.NoSuchId)]
    [InlineData("no-number")]
    [InlineData("99999999999999999999999999")]
    [InlineData("-1")]
    [InlineData("%E6%97%A0")]
    public async Task A_thing_that_is_not_there_is_not_found(string id)
    {
        foreach (var operation in operations.Where(operation => operation.NamesAThing))
        {
            var body = operation.Body is { } type ? SampleBody.Of(type).ToJsonString() : null;
            Check(operation, $"with {body}", await Anybody.Send(operation.Method, operation.At(id), body, Key(operation)), 404, "resource.not_found");
        }
        failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_that_is_not_a_JSON_object_is_refused()
    {
        foreach (var operation in WithBody())
        {
            foreach (var body in NoJson.Where(body => !operation.IsBodyOptional || body is not ("" or "null")))
                await Expect(Anybody, operation, body, Key(operation), 400, "request.invalid");
        }
        failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_field_of_another_type_is_refused()
    {
        foreach (var operation in WithBody())
        {
            foreach (var (change, body) in SampleBody.WronglyTyped(operation.Body!))
            {
                var answer = await Anybody.Send(operation.Method, operation.Nowhere, body, Key(operation));
                Check(operation, change, answer, 400, "request.invalid");
            }
        }
        failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_field_against_its_rule_is_named_in_the_answer()
    {
        foreach (var operation in WithBody())
        {
            foreach (var (field, body) in SampleBody.AgainstTheRules(operation.Body!))
            {
                var answer = await Anybody.Send(operation.Method, operation.Nowhere, body, Key(operation));
                Check(operation, body, answer, 400, "request.invalid");
                if (answer.Code == "request.invalid" && !NamesField(answer, field))
                    failures.Add($"{operation}: {field} is not named in {answer.Body}");
            }
        }
        failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_word_that_is_not_in_the_list_is_refused()
    {
        foreach (var operation in WithBody())
        {
            foreach (var (field, body) in SampleBody.UnknownWords(operation.Body!))
                Check(operation, $"{field} in {body}", await Anybody.Send(operation.Method, operation.Nowhere, body, Key(operation)), 400, "request.invalid");
        }
        failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task Null_in_any_place_is_never_a_fault_of_the_server()
    {
        foreach (var operation in WithBody())
        {
            foreach (var (field, body) in SampleBody.WithNull(operation.Body!))
            {
                var answer = await Anybody.Send(operation.Method, operation.Nowhere, body, Key(operation));
                if (answer.Status is < 200 or >= 500)
                    failures.Add($"{operation}: {field} = null gives {answer.Status} {Shortened(answer)}");
            }
        }
        failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_field_given_twice_is_refused()
    {
        foreach (var operation in WithBody())
        {
            var sample = SampleBody.Of(operation.Body!).ToJsonString();
            await Expect(Anybody, operation, sample[..^1] + "," + sample[1..], Key(operation), 400, "request.invalid");
        }
        failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_over_long_body_is_refused()
    {
        var body = $"{{\"padding\":\"{new string('x', 100_000)}\"}}";
        foreach (var operation in WithBody())
            await Expect(Anybody, operation, body, Key(operation), 400, "request.too_large");
        failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_of_another_media_type_or_encoding_is_refused()
    {
        foreach (var operation in WithBody())
        {
            var sample = SampleBody.Of(operation.Body!).ToJsonString();
            await ExpectRaw(operation, new StringContent(sample, Encoding.UTF8, "text/plain"), 415, "request.media_type");
            await ExpectRaw(operation, new FormUrlEncodedContent([new("a", "b")]), 415, "request.media_type");
            if (SampleBody.BrokenText(operation.Body!) is not { } bytes)
                continue;
            var broken = new ByteArrayContent(bytes);
            broken.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            await ExpectRaw(operation, broken, 400, "request.invalid");
        }
        failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_call_without_its_idempotency_key_is_refused()
    {
        foreach (var operation in operations.Where(operation => operation.NeedsKey))
        {
            var body = operation.Body is { } type ? SampleBody.Of(type).ToJsonString() : null;
            foreach (var key in new[] { Client.NoKey, "short", new string('k', 129) })
                Check(operation, $"key '{key}'", await Anybody.Send(operation.Method, operation.Nowhere, body, key), 400, "idempotency.key_required");
        }
        failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cursor_or_a_limit_that_cannot_be_read_is_refused()
    {
        string[] queries = ["limit=0", "limit=101", "limit=-1", "limit=ten", "limit=1.5", "after=!", "after=bm9uc2Vuc2U", "after=" + new string('A', 500)];
        foreach (var operation in operations.Where(operation => operation.IsPaged && !operation.NamesAThing))
        {
            foreach (var query in queries)
                Check(operation, query, await Anybody.Get($"{operation.Path}?{query}"), 400, "request.invalid");
        }
        failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_query_that_means_nothing_is_refused_and_never_ignored()
    {
        foreach (var operation in operations.Where(operation => operation.Method == HttpMethod.Get && !operation.NamesAThing))
        {
            foreach (var name in operation.Parameters("query"))
            {
                var answer = await Anybody.Get($"{operation.Path}?{name}=n%20o!nsense");
                if (answer.Status is not (400 or 404) || answer.Code is not ("request.invalid" or "resource.not_found"))
                    failures.Add($"{operation} took {name}=nonsense: {answer.Status} {Shortened(answer)}");
            }
        }
        failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_word_of_a_query_that_an_operation_does_not_read_is_refused_and_named()
    {
        foreach (var operation in operations)
        {
            var body = operation.Body is { } type ? SampleBody.Of(type).ToJsonString() : null;
            var answer = await Anybody.Send(operation.Method, operation.Nowhere + "?unheardOf=1", body, Key(operation));
            Check(operation, "?unheardOf=1", answer, 400, "request.invalid");
            if (answer.Code == "request.invalid" && !NamesField(answer, "unheardOf"))
                failures.Add($"{operation}: unheardOf is not named in {answer.Body}");
        }
        failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_word_of_a_query_that_the_document_names_is_read()
    {
        foreach (var operation in operations.Where(operation => operation.Method == HttpMethod.Get))
        {
            foreach (var name in operation.Parameters("query"))
            {
                var answer = await Anybody.Get($"{operation.Nowhere}?{name}=1");
                if (answer.Body.Contains($"没有“{name}”", StringComparison.Ordinal))
                    failures.Add($"{operation} does not read {name}");
            }
        }
        failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_field_that_a_body_does_not_have_is_refused_and_named_also_an_inner_one()
    {
        // WeChat decides what is in the result of its dialogue.
        foreach (var operation in WithBody().Where(operation => operation.Name != "ReportSubscriptions"))
        {
            foreach (var (field, body) in SampleBody.WithUnknownFields(operation.Body!))
            {
                var answer = await Anybody.Send(operation.Method, operation.Nowhere, body, Key(operation));
                Check(operation, body, answer, 400, "request.invalid");
                if (answer.Code == "request.invalid" && !NamesField(answer, field))
                    failures.Add($"{operation}: {field} is not named in {answer.Body}");
            }
        }
        failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_operation_that_takes_no_body_refuses_one_with_something_in_it()
    {
        foreach (var operation in operations.Where(operation => operation.Body is null && operation.Method != HttpMethod.Get && !operation.TakesFile))
            await Expect(Anybody, operation, "{\"unheardOf\":1}", Key(operation), 400, "request.invalid");
        failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_address_that_does_not_exist_and_a_method_that_is_not_served_are_refused()
    {
        (await Anybody.Get("/api/v1/nowhere")).ShouldBeRefused(404, "resource.not_found");
        (await Anybody.Get("/")).ShouldBeRefused(404, "resource.not_found");
        foreach (var path in operations.GroupBy(operation => operation.Path))
        {
            var answer = await Anybody.Send(NotServed, path.First().Nowhere, "{}", Client.NewKey());
            if ((answer.Status, answer.Code) != (405, "request.method_not_allowed"))
                failures.Add($"{NotServed} {path.Key}: {answer.Status} {Shortened(answer)}");
        }
        failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_public_list_carries_an_ETag_and_says_when_nothing_has_changed()
    {
        foreach (var operation in operations.Where(operation => operation.IsPublicRead && !operation.NamesAThing))
        {
            var first = (await lane.Anyone.Get(operation.Path)).ShouldBe(200);
            var again = new HttpRequestMessage(HttpMethod.Get, operation.Path);
            again.Headers.TryAddWithoutValidation("If-None-Match", first.Header("ETag"));
            var second = await lane.Anyone.Send(again);
            if (first.Header("ETag") is null || second.Status != 304 || second.Bytes.Length > 0)
                failures.Add($"{operation}: ETag {first.Header("ETag")}, then {second.Status}");
        }
        failures.ShouldBeEmpty();
    }

    private IEnumerable<Operation> WithBody() => operations.Where(operation => operation.Body is not null);

    private static string Key(Operation operation) => operation.NeedsKey ? Client.NewKey() : Client.NoKey;

    private async Task Expect(Client client, Operation operation, string body, string key, int status, string code) =>
        Check(operation, body, await client.Send(operation.Method, operation.Nowhere, operation.Method == HttpMethod.Get ? null : body, key), status, code);

    private async Task ExpectRaw(Operation operation, HttpContent content, int status, string code)
    {
        var request = new HttpRequestMessage(operation.Method, operation.Nowhere) { Content = content };
        if (operation.NeedsKey)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", Client.NewKey());
        Check(operation, content.Headers.ContentType!.ToString(), await Anybody.Send(request), status, code);
    }

    private void Check(Operation operation, string input, Answer answer, int status, string code)
    {
        var sent = input.Length > 200 ? input[..200] + "…" : input;
        if ((answer.Status, answer.Code) != (status, code))
            failures.Add($"{operation} {sent}: {answer.Status} {Shortened(answer)} instead of {status} {code}");
    }

    private static bool NamesField(Answer answer, string field) =>
        answer.Json.TryGetProperty("errors", out var errors) && errors.EnumerateObject().Any(error => error.Name == field);

    private static string Shortened(Answer answer) => answer.Body.Length > 160 ? answer.Body[..160] + "…" : answer.Body;
}
