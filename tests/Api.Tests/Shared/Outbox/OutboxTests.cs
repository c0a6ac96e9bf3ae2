using System.Collections.Concurrent;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Outbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LinYuan.Tests.Shared.Outbox;

public sealed class OutboxTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    private OutboxStore Store => lane.Part<OutboxStore>();

    private OutboxLeases Leases => lane.Part<OutboxLeases>();

    private Db Db => lane.Part<Db>();

    [Fact]
    public async Task Workers_that_race_deliver_each_message_once()
    {
        var (kind, delivered) = (lane.Unique("race"), new ConcurrentBag<long>());
        for (var subject = 1; subject <= 100; subject++)
            await Add(kind, subject);
        var route = new OutboxRoute(kind, async (_, message, _) =>
        {
            await Task.Yield();
            delivered.Add(message.SubjectId);
            return Delivery.Done;
        });

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => DeliverAll(Worker(route))));

        delivered.Order().ShouldBe(Enumerable.Range(1, 100).Select(number => (long)number));
        (await lane.Sql.Count("outbox_messages WHERE kind = @kind AND state = 'delivered' AND attempts = 1", new { kind })).ShouldBe(100);
    }

    [Fact]
    public async Task A_message_of_a_refused_transaction_was_never_written()
    {
        var kind = lane.Unique("refused");

        await Should.ThrowAsync<Refusal>(() => Db.InTransaction(async tx =>
        {
            await Store.Add(tx, new OutboxMessage(kind, 1, 1, kind), lane.Clock.Now);
            throw new Refusal(RequestErrors.NotFound);
        }));

        (await lane.Sql.Count("outbox_messages WHERE kind = @kind", new { kind })).ShouldBe(0);
    }

    [Fact]
    public async Task The_same_news_twice_is_one_message()
    {
        var kind = lane.Unique("once");

        await Add(kind, 1);
        await Add(kind, 1);

        (await lane.Sql.Count("outbox_messages WHERE kind = @kind", new { kind })).ShouldBe(1);
    }

    [Fact]
    public async Task A_message_that_could_not_go_out_waits_twice_as_long_each_time_and_is_dead_after_the_last_try()
    {
        var (kind, tries) = (lane.Unique("retry"), 0);
        await Add(kind, 1);
        var worker = Worker(new OutboxOptions { Attempts = 4, FirstRetry = TimeSpan.FromSeconds(10) }, new OutboxRoute(kind, (_, _, _) =>
        {
            tries++;
            return Task.FromResult(new Delivery(DeliveryOutcome.Retry, "not now"));
        }));

        foreach (var pause in new[] { 10, 20, 40 })
        {
            await DeliverAll(worker);
            (await StateOf(kind)).ShouldBe($"waiting {tries} not now");
            var due = await lane.Sql.Value<DateTime>("SELECT due_at FROM outbox_messages WHERE kind = @kind", new { kind });
            due.ShouldBe(lane.Clock.Now.UtcDateTime.AddSeconds(pause));
            lane.Clock.Advance(TimeSpan.FromSeconds(pause) - TimeSpan.FromMilliseconds(1));
            var triesSoFar = tries;
            await DeliverAll(worker);
            tries.ShouldBe(triesSoFar);
            lane.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }
        await DeliverAll(worker);

        tries.ShouldBe(4);
        (await StateOf(kind)).ShouldBe("dead 4 not now");
        lane.Clock.Advance(TimeSpan.FromDays(1));
        await DeliverAll(worker);
        tries.ShouldBe(4);
    }

    [Fact]
    public async Task No_pause_is_longer_than_the_longest()
    {
        var kind = lane.Unique("longest");
        await Add(kind, 1);
        await lane.Sql.Execute("UPDATE outbox_messages SET attempts = 30 WHERE kind = @kind", new { kind });
        var options = new OutboxOptions { Attempts = 100, LongestRetry = TimeSpan.FromHours(2) };

        await DeliverAll(Worker(options, Answering(kind, new Delivery(DeliveryOutcome.Retry))));

        var due = await lane.Sql.Value<DateTime>("SELECT due_at FROM outbox_messages WHERE kind = @kind", new { kind });
        due.ShouldBe(lane.Clock.Now.UtcDateTime.AddHours(2));
    }

    [Theory]
    [InlineData(DeliveryOutcome.Delivered, "delivered")]
    [InlineData(DeliveryOutcome.Obsolete, "obsolete")]
    [InlineData(DeliveryOutcome.Declined, "declined")]
    [InlineData(DeliveryOutcome.Uncertain, "uncertain")]
    [InlineData(DeliveryOutcome.Dead, "dead")]
    public async Task Every_other_outcome_settles_the_message(DeliveryOutcome outcome, string state)
    {
        var kind = lane.Unique(state);
        await Add(kind, 1);
        var worker = Worker(Answering(kind, new Delivery(outcome, "because")));

        await DeliverAll(worker);
        lane.Clock.Advance(TimeSpan.FromDays(1));

        await DeliverAll(worker);
        (await StateOf(kind)).ShouldBe($"{state} 1 because");
    }

    [Fact]
    public async Task A_kind_that_fails_does_not_stop_the_others()
    {
        var (failing, working) = (lane.Unique("failing"), lane.Unique("working"));
        var options = new OutboxOptions { FaultAttempts = 2 };
        await Add(failing, 1);
        await Add(working, 1);
        await Add(failing, 2);
        await Add(working, 2);
        var worker = Worker(
            options, new OutboxRoute(failing, (_, _, _) => throw new FormatException("a fault of this kind")), Answering(working, Delivery.Done));

        await DeliverAll(worker);

        (await lane.Sql.Count("outbox_messages WHERE kind = @working AND state = 'delivered'", new { working })).ShouldBe(2);
        (await lane.Sql.Count("outbox_messages WHERE kind = @failing AND state = 'waiting' AND reason = 'FormatException'", new { failing })).ShouldBe(2);
        lane.Clock.Advance(options.FirstRetry);
        await DeliverAll(worker);
        (await lane.Sql.Count("outbox_messages WHERE kind = @failing AND state = 'dead' AND reason = 'FormatException'", new { failing })).ShouldBe(2);
    }

    [Fact]
    public async Task A_message_of_a_kind_that_this_release_does_not_know_waits_for_another_and_is_dead_after_the_last_try()
    {
        var (kind, options) = (lane.Unique("unknown"), new OutboxOptions { FaultAttempts = 2 });
        await Add(kind, 1);

        await DeliverAll(Worker(options));
        (await StateOf(kind)).ShouldBe("waiting 1 no such kind");
        lane.Clock.Advance(options.FirstRetry);
        await DeliverAll(Worker(options));

        (await StateOf(kind)).ShouldBe("dead 2 no such kind");
    }

    [Fact]
    public async Task A_message_waits_when_the_database_broke_while_it_was_prepared()
    {
        var kind = lane.Unique("database");
        await Add(kind, 1);

        await DeliverAll(Worker(new OutboxRoute(kind, (_, _, _) => throw new DatabaseUnavailableException("away"))));

        (await StateOf(kind)).ShouldBe("waiting 1 database unavailable");
    }

    [Fact]
    public async Task A_message_whose_worker_died_in_mid_delivery_is_uncertain_and_not_sent_again()
    {
        var (kind, deliveries) = (lane.Unique("lost"), 0);
        var (begun, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        await Add(kind, 1);
        var route = new OutboxRoute(kind, async (_, message, _) =>
        {
            (await Leases.Begin(message)).ShouldBeTrue();
            Interlocked.Increment(ref deliveries);
            begun.TrySetResult();
            await release.Task;
            return Delivery.Done;
        });
        var dying = DeliverAll(Worker(route));
        await begun.Task;

        lane.Clock.Advance(new OutboxOptions().Lease);
        await DeliverAll(Worker(route));
        lane.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await DeliverAll(Worker(route));

        (await StateOf(kind)).ShouldBe("uncertain 1 the worker stopped while delivering");
        release.SetResult();
        await dying;
        deliveries.ShouldBe(1);
        (await StateOf(kind)).ShouldStartWith("uncertain");
    }

    [Theory]
    [InlineData(DeliveryOutcome.Dead)]
    [InlineData(DeliveryOutcome.Uncertain)]
    [InlineData(DeliveryOutcome.Declined)]
    public async Task A_message_that_did_not_arrive_can_be_sent_again_by_staff(DeliveryOutcome first)
    {
        var kind = lane.Unique("again");
        await Add(kind, 1);
        await DeliverAll(Worker(Answering(kind, new Delivery(first, "at first"))));
        var id = await lane.Sql.Value<long>("SELECT id FROM outbox_messages WHERE kind = @kind", new { kind });

        (await Db.InTransaction(tx => Store.Resend(tx, id, lane.Clock.Now))).ShouldBe(1);
        await DeliverAll(Worker(Answering(kind, Delivery.Done)));

        (await StateOf(kind)).ShouldBe("delivered 1 ");
        (await Db.InTransaction(tx => Store.Resend(tx, id, lane.Clock.Now))).ShouldBe(0);
    }

    [Fact]
    public async Task Settled_messages_are_swept_after_90_days_and_those_that_staff_must_see_are_kept()
    {
        var (settled, dead) = (lane.Unique("settled"), lane.Unique("kept"));
        await Add(settled, 1);
        await Add(dead, 1);
        await DeliverAll(Worker(Answering(settled, Delivery.Done), Answering(dead, new Delivery(DeliveryOutcome.Dead))));
        lane.Clock.Advance(TimeSpan.FromDays(89));
        await lane.RunJobs();
        (await lane.Sql.Count("outbox_messages WHERE kind = @settled", new { settled })).ShouldBe(1);

        lane.Clock.Advance(TimeSpan.FromDays(2));
        await lane.RunJobs();

        (await lane.Sql.Count("outbox_messages WHERE kind = @settled", new { settled })).ShouldBe(0);
        (await lane.Sql.Count("outbox_messages WHERE kind = @dead", new { dead })).ShouldBe(1);
    }

    private static OutboxRoute Answering(string kind, Delivery delivery) => new(kind, (_, _, _) => Task.FromResult(delivery));

    private OutboxWorker Worker(params OutboxRoute[] routes) => Worker(new OutboxOptions(), routes);

    private OutboxWorker Worker(OutboxOptions options, params OutboxRoute[] routes) =>
        ActivatorUtilities.CreateInstance<OutboxWorker>(lane.Services, routes, Options.Create(options));

    private static async Task<int> DeliverAll(OutboxWorker worker)
    {
        var all = 0;
        int some;
        do
        {
            some = await worker.DeliverDue(CancellationToken.None);
            all += some;
        }
        while (some > 0);
        return all;
    }

    private Task Add(string kind, long subject) =>
        Db.InTransaction(tx => Store.Add(tx, new OutboxMessage(kind, subject, RecipientId: 1, $"{kind}:{subject}"), lane.Clock.Now));

    private Task<string?> StateOf(string kind) =>
        lane.Sql.Value<string>("SELECT CONCAT(state, ' ', attempts, ' ', COALESCE(reason, '')) FROM outbox_messages WHERE kind = @kind", new { kind });
}
