using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using LinYuan.Tests.Clues;

namespace LinYuan.Tests.Contract;

/// <summary>
/// Requests drawn from the document, by everyone, with anything in them: none is a fault of the server, and every refusal says by a code
/// what it is. The suite sends a few thousand; <c>./scripts/test --fuzz 20000</c> sends as many as it is told. A seed draws the same values again.
/// </summary>
public sealed class FuzzTests
{
    private const int Usual = 3_000;
    private const int AtOnce = 8;
    private static readonly int Requests = int.TryParse(Environment.GetEnvironmentVariable("LINYUAN_TEST_FUZZ"), out var wanted) ? wanted : Usual;
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("LINYUAN_TEST_SEED"), out var seed) ? seed : 20261130;
    private readonly ConcurrentBag<string> faults = [];
    private readonly ConcurrentDictionary<int, int> statuses = new();
    private readonly ConcurrentDictionary<string, bool> answered = new(StringComparer.Ordinal);

    [Fact]
    public async Task No_request_is_a_fault_of_the_server_and_every_refusal_has_a_code()
    {
        await using var lane = await Lane.Start();
        var document = (await lane.Anyone.Get("/openapi/v1.json")).Json;
        // Whoever signs out in between would make the rest of the requests a test of 401 alone.
        var operations = (await Operation.All(lane)).Where(operation => operation.Name is not "EndSession").ToList();
        var (people, ids) = await Prepare(lane);
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(worker => Task.Run(() => Send(
            new FuzzRequests(operations, document, ids, Seed + worker), people, ids, Requests / AtOnce))));

        var told = $"{Requests} requests in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s, seed {Seed}: "
            + string.Join(", ", statuses.OrderBy(status => status.Key).Select(status => $"{status.Key} {status.Value}"))
            + $"; {answered.Count} of {operations.Count} operations answered with success";
        TestContext.Current.TestOutputHelper!.WriteLine(told);
        faults.Order(StringComparer.Ordinal).Take(40).ShouldBeEmpty(told);
        statuses.Where(status => status.Key < 300).Sum(status => status.Value).ShouldBeGreaterThan(Requests / 20);
    }

    private static async Task<(IReadOnlyList<Client> People, FuzzIds Ids)> Prepare(Lane lane)
    {
        var story = await ClueStory.Begin(lane);
        var place = story.Community;
        var everyone = await lane.NewPersonOfEveryRole(place);
        Client[] people =
        [
            lane.Anyone, everyone, everyone, new Client(lane.Http) { Token = new string('A', 43) }, new Client(lane.Http) { Token = "nonsense" }, story.Reporter, story.Desk, story.Owner,
            story.Street, story.District, everyone, everyone, await lane.NewMember(place), await lane.NewCourier(place),
        ];
        return (people, new FuzzIds(place.IdText, place.StreetId.ToString(), place.DistrictId.ToString(), story.GridId, everyone.Id.ToString()));
    }

    private async Task Send(FuzzRequests requests, IReadOnlyList<Client> people, FuzzIds ids, int count)
    {
        for (var number = 0; number < count; number++)
        {
            var (operation, request, sent) = requests.Next();
            // A connection of its own: one that the server closes behind a refused body may be in use for the next request already.
            request.Headers.ConnectionClose = true;
            var answer = await requests.One(people).Send(request);
            statuses.AddOrUpdate(answer.Status, 1, (_, before) => before + 1);
            if (answer.Status >= 500 || (answer.Status >= 400 && !HasCode(answer) && !sent.StartsWith("HEAD ", StringComparison.Ordinal)))
                faults.Add($"{operation.Name}: {answer.Status} {Shortened(answer.Body)} to {Shortened(sent)}");
            if (answer.Status >= 300 || answer.Bytes.Length == 0 || answer.ContentHeaders.ContentType?.MediaType != "application/json")
                continue;
            answered[operation.Name] = true;
            if (answer.Json is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String)
                ids.Learn(id.GetString()!);
        }
    }

    private static bool HasCode(Answer answer) => answer.ContentHeaders.ContentType?.MediaType == "application/problem+json"
        && answer.Bytes.Length > 0 && answer.Json.TryGetProperty("code", out var code) && code.GetString() is { Length: > 0 };

    private static string Shortened(string text) => text.Length > 500 ? text[..500] + "…" : text;
}
