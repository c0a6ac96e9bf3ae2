using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LinYuan.Tests.Shared.Outbox;

/// <summary>Whose a message is: of a worker that froze, died, was told to stop, or has others beside it.</summary>
public sealed class OutboxLeaseTests(LaneFixture fixture) : IAsyncLifetime, IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    private OutboxStore Store => lane.Part<OutboxStore>();

    private OutboxLeases Leases => lane.Part<OutboxLeases>();

    private Db Db => lane.Part<Db>();

    /// <summary>What other tests have left would be in line before a test's own.</summary>
    public async ValueTask InitializeAsync() => await lane.EmptyOutbox();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_worker_that_was_frozen_past_its_lease_sends_nothing_when_it_goes_on()
    {
        var (kind, sent) = (lane.Unique("frozen"), new ConcurrentBag<string>());
        var (frozen, thaw) = (new TaskCompletionSource(), new TaskCompletionSource());
        await Add(kind, 1);
        var first = Worker(new OutboxOptions(), new OutboxRoute(kind, async (_, message, _) =>
        {
            frozen.SetResult();
            await thaw.Task;
            return await Send(message, "first", sent);
        })).DeliverDue(CancellationToken.None);
        await frozen.Task;

        lane.Clock.Advance(new OutboxOptions().Lease + TimeSpan.FromMilliseconds(1));
        await Worker(new OutboxOptions(), new OutboxRoute(kind, (_, message, _) => Send(message, "second", sent))).DeliverDue(CancellationToken.None);
        thaw.SetResult();
        await first;

        sent.ShouldBe(["second"]);
        (await StateOf(kind)).ShouldBe("delivered 2");
    }

    [Fact]
    public async Task What_a_worker_says_of_a_message_that_is_no_longer_its_own_changes_nothing()
    {
        var kind = lane.Unique("stale");
        await Add(kind, 1);
        var stale = await LeaseOf(kind, "first");
        lane.Clock.Advance(new OutboxOptions().Lease + TimeSpan.FromMilliseconds(1));
        await Db.InTransaction(tx => Store.TakeBackLost(tx, lane.Clock.Now));
        var held = await LeaseOf(kind, "second");

        await Db.InTransaction(async tx =>
        {
            await Store.Finish(tx, "first", [stale], new Delivery(DeliveryOutcome.Dead), lane.Clock.Now);
            await Store.RetryAt(tx, "first", [stale], "too late", lane.Clock.Now);
            await Store.GiveBack(tx, "first", [stale]);
        });
        (await Leases.Begin(stale)).ShouldBeFalse();

        (await StateOf(kind)).ShouldBe("leased 2");
        (await Leases.Begin(held)).ShouldBeTrue();
        await Db.InTransaction(tx => Store.Finish(tx, "second", [held], Delivery.Done, lane.Clock.Now));
        (await StateOf(kind)).ShouldBe("delivered 2");
    }

    [Fact]
    public async Task A_message_whose_worker_died_before_it_began_is_delivered_by_another()
    {
        var (kind, sent) = (lane.Unique("untouched"), new ConcurrentBag<string>());
        await Add(kind, 1);
        await LeaseOf(kind, "the dead one");
        lane.Clock.Advance(new OutboxOptions().Lease + TimeSpan.FromMilliseconds(1));

        await Worker(new OutboxOptions(), new OutboxRoute(kind, (_, message, _) => Send(message, "another", sent))).DeliverDue(CancellationToken.None);

        sent.ShouldBe(["another"]);
    }

    [Fact]
    public async Task A_worker_that_is_told_to_stop_ends_what_is_under_way_and_gives_the_rest_back_as_if_untouched()
    {
        var (kind, sent) = (lane.Unique("stop"), new ConcurrentBag<string>());
        var (begun, release) = (new SemaphoreSlim(0), new TaskCompletionSource());
        for (var recipient = 1; recipient <= 20; recipient++)
            await Add(kind, recipient);
        using var stop = new CancellationTokenSource();
        var working = Worker(new OutboxOptions { Parallel = 3 }, new OutboxRoute(kind, async (_, message, _) =>
        {
            var delivery = await Send(message, "sent", sent);
            begun.Release();
            await release.Task;
            return delivery;
        })).DeliverDue(stop.Token);
        for (var turn = 0; turn < 3; turn++)
            await begun.WaitAsync(TestContext.Current.CancellationToken);

        await stop.CancelAsync();
        release.SetResult();
        await working;

        sent.Count.ShouldBe(3);
        (await lane.Sql.Count("outbox_messages WHERE kind = @kind AND state = 'delivered' AND attempts = 1", new { kind })).ShouldBe(3);
        (await lane.Sql.Count("outbox_messages WHERE kind = @kind AND state = 'waiting' AND attempts = 0 AND owner IS NULL", new { kind })).ShouldBe(17);
    }

    [Fact]
    public async Task A_delivery_that_the_stop_breaks_off_is_no_failure()
    {
        var kind = lane.Unique("broken");
        await Add(kind, 1);
        using var stop = new CancellationTokenSource();
        var options = new OutboxOptions { Drain = TimeSpan.FromMilliseconds(20) };

        await Worker(options, new OutboxRoute(kind, async (_, _, ending) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ending);
            return Delivery.Done;
        })).DeliverDue(stop.Token);

        (await StateOf(kind)).ShouldBe("waiting 0");
    }

    [Fact]
    public async Task A_cancellation_that_is_nobodys_stop_is_tried_again()
    {
        var kind = lane.Unique("cancelled");
        await Add(kind, 1);

        await Worker(new OutboxOptions(), new OutboxRoute(kind, (_, _, _) => throw new TaskCanceledException("a time limit of its own")))
            .DeliverDue(CancellationToken.None);

        (await StateOf(kind)).ShouldBe("waiting 1");
    }

    [Fact]
    public async Task Messages_to_several_people_go_out_side_by_side_and_those_to_one_person_one_after_the_other()
    {
        var kind = lane.Unique("beside");
        var (under, atOnce, most) = (new ConcurrentDictionary<long, int>(), 0, 0);
        var all = new TaskCompletionSource();
        for (var subject = 1; subject <= 3; subject++)
        {
            for (var recipient = 1; recipient <= 4; recipient++)
                await Add(kind, recipient, subject);
        }
        var order = new ConcurrentQueue<(long Recipient, long Subject)>();

        await Worker(new OutboxOptions { Parallel = 4 }, new OutboxRoute(kind, async (_, message, _) =>
        {
            under.AddOrUpdate(message.RecipientId, 1, (_, count) => count + 1).ShouldBe(1);
            order.Enqueue((message.RecipientId, message.SubjectId));
            InterlockedMax(ref most, Interlocked.Increment(ref atOnce));
            if (Volatile.Read(ref atOnce) == 4)
                all.TrySetResult();
            // Nobody goes on before four are under way: one after the other it would never end.
            await all.Task;
            Interlocked.Decrement(ref atOnce);
            under.AddOrUpdate(message.RecipientId, 0, (_, count) => count - 1);
            return Delivery.Done;
        })).DeliverDue(CancellationToken.None);

        most.ShouldBe(4);
        (await lane.Sql.Count("outbox_messages WHERE kind = @kind AND state = 'delivered'", new { kind })).ShouldBe(12);
        foreach (var line in order.GroupBy(sent => sent.Recipient, sent => sent.Subject))
            line.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task What_was_delivered_is_written_down_when_a_database_that_was_away_is_back()
    {
        var (kind, deliveries) = (lane.Unique("away"), 0);
        await Add(kind, 1);
        await using var cut = await Lane.Start(new LaneSettings
        {
            ReplicaOf = lane,
            Options = new Dictionary<string, string>(StringComparer.Ordinal) { ["Database:Connections"] = "1", ["Database:WaitLimit"] = "00:00:00.100" },
        });
        var returned = new TaskCompletionSource();
        var held = new TaskCompletionSource();
        Task? taken = null;
        var worker = ActivatorUtilities.CreateInstance<OutboxWorker>(cut.Services, (object)new[]
        {
            new OutboxRoute(kind, async (_, _, _) =>
            {
                deliveries++;
                taken = cut.Part<Db>().Read(async session =>
                {
                    held.SetResult();
                    await returned.Task;
                    return await session.Scalar<int>("SELECT 1");
                });
                await held.Task;
                return Delivery.Done;
            }),
        }, Options.Create(new OutboxOptions()));

        using var listener = new MeterListener { InstrumentPublished = (instrument, listening) => Listen(instrument, listening) };
        var waitedInVain = new TaskCompletionSource();
        listener.SetMeasurementEventCallback<double>((_, milliseconds, _, _) =>
        {
            if (milliseconds >= 90)
                waitedInVain.TrySetResult();
        });
        listener.Start();
        var delivering = worker.DeliverDue(CancellationToken.None);
        await held.Task;
        await waitedInVain.Task;
        returned.SetResult();
        await delivering;
        await taken!;

        (await StateOf(kind)).ShouldBe("delivered 1");
        deliveries.ShouldBe(1);
    }

    private async Task<Delivery> Send(LeasedMessage message, string who, ConcurrentBag<string> sent)
    {
        if (!await Leases.Begin(message))
            return new Delivery(DeliveryOutcome.Retry, "the lease was lost");
        sent.Add(who);
        return Delivery.Done;
    }

    private async Task<LeasedMessage> LeaseOf(string kind, string owner) =>
        (await Db.InTransaction(tx => Store.Lease(tx, owner, lane.Clock.Now, lane.Clock.Now + new OutboxOptions().Lease, 100)))
        .Single(message => message.Kind == kind);

    private OutboxWorker Worker(OutboxOptions options, params OutboxRoute[] routes) =>
        ActivatorUtilities.CreateInstance<OutboxWorker>(lane.Services, routes, Options.Create(options));

    private Task Add(string kind, long recipient, long subject = 1) => Db.InTransaction(tx =>
        Store.Add(tx, new OutboxMessage(kind, subject, recipient, $"{kind}:{recipient}:{subject}"), lane.Clock.Now));

    private Task<string?> StateOf(string kind) =>
        lane.Sql.Value<string>("SELECT CONCAT(state, ' ', attempts) FROM outbox_messages WHERE kind = @kind", new { kind });

    private static void Listen(Instrument instrument, MeterListener listening)
    {
        if (instrument.Name == "linyuan.database.wait")
            listening.EnableMeasurementEvents(instrument);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); seen < value; seen = Volatile.Read(ref most))
            Interlocked.CompareExchange(ref most, value, seen);
    }
}
