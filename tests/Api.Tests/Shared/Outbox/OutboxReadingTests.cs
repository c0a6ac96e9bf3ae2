using System.Collections.Concurrent;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LinYuan.Tests.Shared.Outbox;

/// <summary>What is read at once for the messages of a batch.</summary>
public sealed class OutboxReadingTests(LaneFixture fixture) : IAsyncLifetime, IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;
    private readonly ConcurrentQueue<string> reads = new();

    /// <summary>What other tests have left would be read along.</summary>
    public async ValueTask InitializeAsync() => await lane.EmptyOutbox();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Kinds_that_name_the_same_reading_are_read_for_together()
    {
        var (one, other) = (lane.Unique("one"), lane.Unique("other"));
        await Add(one, 1, 2);
        await Add(other, 3);
        ReadForMany read = (_, messages) => Read(messages);

        await Deliver(OutboxRoute.ForMany(one, read), OutboxRoute.ForMany(other, read));

        reads.First().Split(',').Order().ShouldBe(["1", "2", "3"]);
        (await lane.Sql.Count("outbox_messages WHERE state = 'delivered' AND attempts = 1")).ShouldBe(3);
    }

    [Fact]
    public async Task One_that_cannot_be_read_does_not_stop_the_others()
    {
        var kind = lane.Unique("unreadable");
        await Add(kind, 1, 2, 3, 4);

        await Deliver(OutboxRoute.ForMany(kind, (_, messages) => messages.Any(message => message.SubjectId == 2) ? throw new FormatException("a fault of this row") : Read(messages)));

        (await Subjects(kind, "delivered")).ShouldBe([1, 3, 4]);
        (await Subjects(kind, "waiting")).ShouldBe([2]);
        (await lane.Sql.Count("outbox_messages WHERE kind = @kind AND reason = 'FormatException'", new { kind })).ShouldBe(1);
    }

    [Fact]
    public async Task Behind_messages_that_went_out_slowly_it_is_read_again()
    {
        var kind = lane.Unique("slow");
        await Add(kind, 1, 2, 3);

        await Deliver(OutboxRoute.ForMany(kind, async (_, messages) =>
        {
            await Read(messages);
            return (_, _) =>
            {
                lane.Clock.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(Delivery.Done);
            };
        }));

        reads.Select(read => read.Split(',').Length).ShouldBe([3, 2, 1]);
        (await Subjects(kind, "delivered")).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task With_the_database_away_every_message_waits()
    {
        var kind = lane.Unique("away");
        await Add(kind, 1, 2);

        await Deliver(OutboxRoute.ForMany(kind, (_, _) => throw new DatabaseUnavailableException("away")));

        (await lane.Sql.Count("outbox_messages WHERE kind = @kind AND state = 'waiting' AND reason = 'database unavailable'", new { kind })).ShouldBe(2);
    }

    private Task<DeliverOne> Read(IReadOnlyList<LeasedMessage> messages)
    {
        reads.Enqueue(string.Join(',', messages.Select(message => message.SubjectId)));
        return Task.FromResult<DeliverOne>((_, _) => Task.FromResult(Delivery.Done));
    }

    private Task<int> Deliver(params OutboxRoute[] routes) => ActivatorUtilities
        .CreateInstance<OutboxWorker>(lane.Services, routes, Options.Create(new OutboxOptions { Parallel = 1 }))
        .DeliverDue(CancellationToken.None);

    private Task Add(string kind, params long[] subjects) => lane.Part<Db>().InTransaction(tx => lane.Part<OutboxStore>().Add(
        tx, [.. subjects.Select(subject => new OutboxMessage(kind, subject, subject, $"{kind}:{subject}"))], lane.Clock.Now));

    private Task<IReadOnlyList<long>> Subjects(string kind, string state) =>
        lane.Sql.List<long>("SELECT subject_id FROM outbox_messages WHERE kind = @kind AND state = @state ORDER BY subject_id", new { kind, state });
}
