using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Lifecycles;
using Microsoft.Extensions.DependencyInjection;
using Row = LinYuan.Api.Shared.Lifecycles.Move<LinYuan.Api.Features.Clues.Core.ClueStatus, LinYuan.Api.Features.Clues.Core.ClueAction, LinYuan.Api.Features.Clues.Core.ClueActor>;
using MarkRow = LinYuan.Api.Shared.Lifecycles.Move<LinYuan.Api.Features.Clues.Core.ClueMarkStatus, LinYuan.Api.Features.Clues.Core.ClueAction, LinYuan.Api.Features.Clues.Core.ClueActor>;

namespace LinYuan.Tests.Clues;

/// <summary>
/// The table guards every move of a clue, whoever makes it: each row is taken out, the move is tried and not made; with the row in its place
/// it is made.
/// </summary>
public sealed class ClueRowTests(ClueTables tables) : IClassFixture<ClueTables>
{
    private readonly Lane lane = tables.Lane;

    public static TheoryData<int> OfTheClue => [.. Enumerable.Range(1, ClueLifecycle.Table.Moves.Count - 1)];

    public static TheoryData<int> OfTheMark => [.. Enumerable.Range(0, ClueMarkLifecycle.Table.Moves.Count)];

    [Theory]
    [MemberData(nameof(OfTheClue))]
    public async Task Without_its_row_a_move_is_not_made(int index)
    {
        var row = tables.OfClue[index];
        var attempt = new ClueAttempt(lane, row.From!.Value.Word(), row.Action, row.Who, row.To.Word());

        await Compare(attempt, $"{row.Action.Word()}:{row.From.Value.Word()}->{row.To.Word()}:{row.Who.Word()}", tables.OfClue, index);
    }

    [Theory]
    [MemberData(nameof(OfTheMark))]
    public async Task Without_its_row_a_mark_is_not_moved(int index)
    {
        var row = tables.OfMark[index];
        var attempt = new ClueAttempt(lane, "closed", row.Action, row.Who, row.To.Word());

        await Compare(attempt, $"{row.Action.Word()}:closed->closed:{row.Who.Word()}", tables.OfMark, index);
    }

    [Fact]
    public async Task Without_its_row_nothing_is_reported()
    {
        var story = await ClueStory.Begin(lane);
        var row = tables.OfClue[0];
        tables.OfClue.RemoveAt(0);

        // No client can bring this about, so the operation declares no refusal for it.
        var answer = await story.Reporter.Post("/api/v1/clues", ClueStory.Words(story.Community));
        tables.OfClue.Insert(0, row);

        answer.ShouldBe(500);
        (await lane.Sql.Count("clues WHERE reporter_id = @Id", new { story.Reporter.Id })).ShouldBe(0);
        await story.Submit();
    }

    private static async Task Compare<TRow>(ClueAttempt attempt, string line, List<TRow> table, int index)
    {
        var without = await attempt.Prepare();
        var before = await without.Events();
        var row = table[index];
        table.RemoveAt(index);
        try
        {
            await attempt.Make(without);
        }
        finally
        {
            table.Insert(index, row);
        }
        var after = await without.Events();
        after.ShouldNotContain(line);
        // What the street gives out the desk may give out as well, and the street has that role too. The clock makes what else is due.
        if (!attempt.IsByTheClock && line != "dispatch:accepted->dispatched:superior")
            after.ShouldBe(before);

        var with = await attempt.Prepare();
        await attempt.Make(with);

        (await with.Events()).ShouldContain(line);
    }
}

/// <summary>A lane of its own whose tables of states can be changed while it runs.</summary>
public sealed class ClueTables : IAsyncLifetime
{
    private Lane? lane;

    public Lane Lane => lane ?? throw new InvalidOperationException("The class has not started.");

    internal List<Row> OfClue { get; } = [.. ClueLifecycle.Table.Moves];

    internal List<MarkRow> OfMark { get; } = [.. ClueMarkLifecycle.Table.Moves];

    public async ValueTask InitializeAsync() => lane = await Lane.Start(new LaneSettings
    {
        Services = services => services
            .AddSingleton(new Lifecycle<ClueStatus, ClueAction, ClueActor>("Clue", OfClue))
            .AddSingleton(new Lifecycle<ClueMarkStatus, ClueAction, ClueActor>("Clue mark", OfMark)),
    });

    public ValueTask DisposeAsync() => Lane.DisposeAsync();
}
