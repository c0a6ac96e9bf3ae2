using System.Text.RegularExpressions;
using LinYuan.Api.Shared.Http;
using LinYuan.Benchmarks.Plans;
using LinYuan.Tests.Contract;
using LinYuan.Tests.Statements;
using LinYuan.Tests.Wishes;
using Microsoft.Extensions.DependencyInjection;

namespace LinYuan.Tests.Shared.Http;

/// <summary>Public reads whose finished answers are kept: never longer than they are true, on any replica.</summary>
public sealed partial class KeptAnswerTests : IAsyncLifetime
{
    private readonly StatementTap tap = new(TestServers.MySql);
    private Lane? started;

    private Lane Lane => started!;

    public async ValueTask InitializeAsync() => started = await Lane.Start(new LaneSettings { MySql = tap.ConnectionString });

    public async ValueTask DisposeAsync()
    {
        await Lane.DisposeAsync();
        await tap.DisposeAsync();
    }

    [Fact]
    public async Task A_second_reader_costs_the_database_nothing_and_gets_the_same_bytes()
    {
        var story = await WishStory.In(Lane, "open");
        var path = $"/open/v1/wishes?areaId={story.Community.IdText}";
        var first = (await Lane.Anyone.Get(path)).ShouldBe(200);
        tap.Take();

        var second = (await Lane.Anyone.Get(path)).ShouldBe(200);

        SentStatements.Since(tap).ShouldBeEmpty();
        second.Body.ShouldBe(first.Body);
        second.Header("ETag").ShouldBe(first.Header("ETag"));
    }

    [Fact]
    public async Task What_was_withdrawn_is_gone_from_the_list_and_from_its_own_address_at_once()
    {
        var story = await WishStory.In(Lane, "open");
        var (list, own) = ($"/open/v1/wishes?areaId={story.Community.IdText}", $"/open/v1/wishes/{story.Id}");
        (await Lane.Anyone.Get(list)).ShouldBe(200).Items.Count.ShouldBe(1);
        (await Lane.Anyone.Get(own)).ShouldBe(200);

        (await story.By(story.Author, "withdraw")).ShouldBe(200);

        (await Lane.Anyone.Get(list)).ShouldBe(200).Items.ShouldBeEmpty();
        (await Lane.Anyone.Get(own)).ShouldBe(404);
    }

    [Fact]
    public async Task Another_replica_forgets_what_has_changed_as_well()
    {
        await using var other = await Lane.Start(new LaneSettings { ReplicaOf = Lane });
        var story = await WishStory.In(Lane, "open");
        var list = $"/open/v1/wishes?areaId={story.Community.IdText}&status=open";
        (await other.Anyone.Get(list)).ShouldBe(200).Items.Count.ShouldBe(1);

        await story.Claim();

        await Wait.Until("the other replica has heard of the claim", async () => (await other.Anyone.Get(list)).ShouldBe(200).Items.Count == 0);
    }

    [Fact]
    public async Task Whoever_shows_a_session_is_answered_by_the_operation()
    {
        var story = await WishStory.In(Lane, "open");
        var path = $"/open/v1/wishes?areaId={story.Community.IdText}";
        (await Lane.Anyone.Get(path)).ShouldBe(200);
        tap.Take();

        (await story.Author.Get(path)).ShouldBe(200);

        SentStatements.Since(tap).ShouldNotBeEmpty();
    }

    /// <summary>A table that is missing on a shelf would leave an answer standing that is no longer true.</summary>
    [Fact]
    public async Task Every_table_that_a_kept_read_asks_is_on_its_shelf()
    {
        var story = await WishStory.In(Lane, "open");
        var shelves = Lane.Services.GetServices<AnswerShelf>().ToDictionary(shelf => shelf.Name, shelf => shelf.Tables);
        var wrong = new List<string>();
        var kept = (await Operation.All(Lane)).Where(operation => operation.Endpoint.Metadata.GetMetadata<KeptAnswer>() is not null).ToList();
        foreach (var operation in kept)
        {
            tap.Take();
            (await Lane.Anyone.Get(operation.At(story.Id))).Status.ShouldBeOneOf(200, 404);
            var shelf = operation.Endpoint.Metadata.GetMetadata<KeptAnswer>()!.Shelf;
            wrong.AddRange(SentStatements.Since(tap).SelectMany(statement => Table().Matches(statement)).Select(match => match.Groups["name"].Value)
                .Distinct().Where(table => !shelves[shelf].Contains(table)).Select(table => $"{operation.Name} reads {table}, which is not on the shelf {shelf}"));
        }
        kept.Count.ShouldBeGreaterThan(4);
        wrong.ShouldBeEmpty();
    }

    [GeneratedRegex(@"\b(FROM|JOIN)\s+`?(?<name>[a-z_]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Table();
}
