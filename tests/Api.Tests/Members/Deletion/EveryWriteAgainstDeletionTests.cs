using System.Collections.Concurrent;

namespace LinYuan.Tests.Members.Deletion;

/// <summary>
/// Walks every operation by which a person writes, as the route table has it, and lets it meet the deletion of that person's account: a
/// new operation is walked by being there. In the first two tests the person's row is held until both have come so far that they wait
/// for it, so that each order is had for certain and without luck.
/// </summary>
public sealed class EveryWriteAgainstDeletionTests(LaneFixture fixture) : IAsyncLifetime, IClassFixture<LaneFixture>
{
    /// <summary>One is enough to see that it holds; LINYUAN_TEST_ROUNDS names more.</summary>
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("LINYUAN_TEST_ROUNDS"), out var wanted) ? wanted : 1;

    private const int Lines = 4;
    private static readonly string[] NeverLeft = ["sessions.user_id", "staff_roles.user_id", "idempotency_keys.user_id"];
    private readonly Lane lane = fixture.Lane;
    private readonly ConcurrentBag<string> failures = [];
    private LeaversWorld? built;
    private PersonRows? counted;

    /// <summary>Of each test its own: what one has changed in it must not stop an operation of the next.</summary>
    private LeaversWorld World => built!;

    private PersonRows Rows => counted!;

    public async ValueTask InitializeAsync()
    {
        built = await LeaversWorld.Build(lane);
        counted = await PersonRows.In(lane);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task What_began_before_a_deletion_and_would_end_after_it_is_refused_and_leaves_nothing()
    {
        var left = await LeftByDeletionAlone();
        await Walk(async operation =>
        {
            var leaver = await Leaver.Of(World);
            var (deletion, answer) = await DeletionFirst(operation, leaver);
            if (deletion.Status != 204)
                Fail(operation, $"the deletion was answered {Shortened(deletion)}");
            // A second deletion finds done what it asks for.
            if ((answer.Status, answer.Code) != (401, "session.expired") && !(operation.Name == "DeleteMe" && answer.Status == 204))
                Fail(operation, $"it was answered {Shortened(answer)}");
            var found = await Rows.Of(leaver.Person);
            foreach (var place in found.Keys.Union(left.Keys).Where(place => found.GetValueOrDefault(place) != left.GetValueOrDefault(place)))
                Fail(operation, $"{place} has {found.GetValueOrDefault(place)} rows of the person instead of {left.GetValueOrDefault(place)}");
        });
    }

    [Fact]
    public async Task What_was_begun_just_before_a_deletion_goes_with_the_person()
    {
        var erased = await ErasedByDeletion();
        await Walk(async operation =>
        {
            var leaver = await Leaver.Of(World);
            await using var held = await HeldPerson.Of(lane, leaver.Person);
            var answer = operation.By(leaver, World);
            await held.Waits(1, answer);
            var deletion = leaver.Person.Delete("/api/v1/me");
            await held.Waits(answer.IsCompleted ? 1 : 2, deletion);
            await held.LetGo();
            await CheckGone(operation, leaver, await deletion, await answer, erased);
        });
    }

    [Fact]
    public async Task What_is_begun_at_the_same_instant_as_a_deletion_leaves_no_session_and_nothing_begun()
    {
        var erased = await ErasedByDeletion();
        await Walk(async operation =>
        {
            var leaver = await Leaver.Of(World);
            var first = Random.Shared.Next(2) == 0 ? operation.By(leaver, World) : null;
            var deletion = leaver.Person.Delete("/api/v1/me");
            var answer = first ?? operation.By(leaver, World);
            await CheckGone(operation, leaver, await deletion, await answer, erased);
        });
    }

    private async Task<(Answer Deletion, Answer Operation)> DeletionFirst(WritingOperation operation, Leaver leaver)
    {
        await using var held = await HeldPerson.Of(lane, leaver.Person);
        var deletion = leaver.Person.Delete("/api/v1/me");
        await held.Waits(1, deletion);
        var answer = operation.By(leaver, World);
        await held.Waits(2, answer);
        if (answer.IsCompleted)
            Fail(operation, "it ended without waiting for the person");
        await held.LetGo();
        return (await deletion, await answer);
    }

    private async Task CheckGone(WritingOperation operation, Leaver leaver, Answer deletion, Answer answer, IReadOnlyList<string> erased)
    {
        if (answer.Status >= 500)
            Fail(operation, $"it was answered {Shortened(answer)}");
        // Whoever has taken on something that others depend on stays, and who has signed out is not asked to leave.
        if (deletion.Status is not (204 or 409) && (operation.Name, deletion.Status) != ("EndSession", 401))
            Fail(operation, $"the deletion was answered {Shortened(deletion)}");
        if (deletion.Status != 204)
            return;
        var found = await Rows.Of(leaver.Person);
        foreach (var place in erased.Where(found.ContainsKey))
            Fail(operation, $"{place} still has {found[place]} rows of the person");
    }

    private async Task Walk(Func<WritingOperation, Task> meet)
    {
        var operations = WritingOperation.All(lane);
        operations.Count.ShouldBeGreaterThan(100);
        await Parallel.ForEachAsync(
            Enumerable.Repeat(operations, Rounds).SelectMany(round => round), new ParallelOptions { MaxDegreeOfParallelism = Lines }, async (operation, _) => await meet(operation));
        failures.Order().ShouldBeEmpty();
    }

    private async Task<IReadOnlyDictionary<string, long>> LeftByDeletionAlone()
    {
        var leaver = await Leaver.Of(World);
        (await leaver.Person.Delete("/api/v1/me")).ShouldBe(204);
        return await Rows.Of(leaver.Person);
    }

    /// <summary>Where a person has rows before a deletion and none after it, and where no deleted person may have one.</summary>
    private async Task<IReadOnlyList<string>> ErasedByDeletion()
    {
        var leaver = await Leaver.Of(World);
        var before = await Rows.Of(leaver.Person);
        (await leaver.Person.Delete("/api/v1/me")).ShouldBe(204);
        return [.. before.Keys.Except((await Rows.Of(leaver.Person)).Keys).Union(NeverLeft)];
    }

    private void Fail(WritingOperation operation, string what) => failures.Add($"{operation}: {what}");

    private static string Shortened(Answer answer) => $"{answer.Status} {(answer.Body.Length > 300 ? answer.Body[..300] + "…" : answer.Body)}";
}
