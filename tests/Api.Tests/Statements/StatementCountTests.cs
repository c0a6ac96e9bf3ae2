using LinYuan.Api.Shared.Outbox;
using LinYuan.Benchmarks.Plans;
using LinYuan.Tests.Wishes;

namespace LinYuan.Tests.Statements;

/// <summary>
/// How many statements the commonest work costs the database, as the server gets them, with START TRANSACTION and COMMIT among them. In
/// the steady state: the session and the names of the areas are known, and a connection is open.
/// </summary>
public sealed class StatementCountTests : IAsyncLifetime
{
    private const int MostForAClaim = 14;
    private const int MostForAMessage = 5;
    private const int Messages = 20;

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
    public async Task A_claim_is_at_most_fourteen_statements()
    {
        var community = await Lane.NewCommunity();
        var volunteer = await (await Lane.NewPerson()).RegistersWith(community, "volunteer");
        var (first, second) = (await WishStory.In(Lane, "open", community), await WishStory.In(Lane, "open", community));

        // Who claims for the first time is counted for the first time too.
        foreach (var story in new[] { first, second })
        {
            tap.Take();
            await story.Claim(volunteer);
            var sent = SentStatements.Since(tap);

            sent.ShouldContain("COMMIT", sent.Listed());
            sent.Count.ShouldBeLessThanOrEqualTo(MostForAClaim, sent.Listed());
            tap.OtherCommands.ShouldBe(0, "nothing is prepared, pinged or reset that would not be counted here");
        }
    }

    [Fact]
    public async Task A_message_of_a_batch_is_at_most_five_statements_from_the_lease_to_its_outcome()
    {
        var community = await Lane.NewCommunity();
        var stories = await Task.WhenAll(Enumerable.Range(0, Messages).Select(_ => WishStory.In(Lane, "open", community)));
        await Lane.DeliverOutbox();
        foreach (var story in stories)
            await story.Claim();
        tap.Take();

        (await Lane.Part<OutboxWorker>().DeliverDue(CancellationToken.None)).ShouldBe(Messages);

        var sent = SentStatements.Since(tap);
        (await Lane.Sql.Count("outbox_messages WHERE kind = 'wish.claimed' AND state = 'delivered'")).ShouldBe(Messages);
        sent.Count.ShouldBeLessThanOrEqualTo(MostForAMessage * Messages, sent.Listed());
        tap.OtherCommands.ShouldBe(0);
    }
}
