using System.Collections.Concurrent;

namespace LinYuan.Tests.Contract;

/// <summary>
/// Walks the OpenAPI document and types what no keyboard of ours gives into every field, every query word and every id of a path. None of
/// it may break a statement or the answer.
/// </summary>
public sealed class OddTextTests(LaneFixture fixture) : IAsyncLifetime, IClassFixture<LaneFixture>
{
    /// <summary>In the lengths that codes have, since a text of another length is refused before it gets anywhere.</summary>
    private static readonly string[] Texts =
    [
        "１２３４", "１２３４５６", "１２３４５６７８", "１２３４５６７８９０", "好好好好好好好好好好", "😀😀😀😀", "\u0661\u0662\u0663\u0664", "\u200B\u2060",
        "https://любой.example/s/２２２２２２２２?d=ａｂ", "+852 ５１２３ ４５６７", "' OR 1=1 -- \\",
    ];

    private readonly Lane lane = fixture.Lane;
    private readonly ConcurrentBag<string> failures = [];
    private IReadOnlyList<Operation> operations = [];
    private Person? everyRole;

    public async ValueTask InitializeAsync()
    {
        operations = await Operation.All(lane);
        everyRole = await lane.NewPersonOfEveryRole(await lane.NewCommunity());
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task No_text_in_a_body_breaks_an_operation()
    {
        foreach (var operation in operations.Where(operation => operation.Body is not null && operation.Name != "CreateSession"))
        {
            foreach (var body in Texts.SelectMany(text => SampleBody.WithText(operation.Body!, text)))
                await Try(operation, operation.Nowhere, body);
        }
        failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_text_in_an_address_breaks_an_operation()
    {
        foreach (var operation in operations)
        {
            var body = operation.Body is { } type ? SampleBody.Of(type).ToJsonString() : null;
            foreach (var text in Texts.Select(Uri.EscapeDataString))
            {
                if (operation.NamesAThing)
                    await Try(operation, operation.At(text), body);
                foreach (var word in operation.Parameters("query"))
                    await Try(operation, $"{operation.Nowhere}?{word}={text}", body);
            }
        }
        failures.ShouldBeEmpty();
    }

    private async Task Try(Operation operation, string path, string? body)
    {
        var answer = await everyRole!.Send(operation.Method, path, body, operation.NeedsKey ? Client.NewKey() : Client.NoKey);
        if (answer.Status >= 500 || answer.Status >= 400 && answer.Code is null)
            failures.Add($"{operation} {path} {body}: {answer.Status} {answer.Body}");
    }
}
