using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LinYuan.Tests.Shared.Outbox;

/// <summary>How the uncertainty of a message that may have arrived ends, when no word of it comes.</summary>
public sealed class UncertainTests(LaneFixture fixture) : IAsyncLifetime, IClassFixture<LaneFixture>
{
    private static readonly OutboxOptions Usual = new();
    private readonly Lane lane = fixture.Lane;

    /// <summary>What other tests have left would be in line before a test's own.</summary>
    public async ValueTask InitializeAsync() => await lane.EmptyOutbox();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task What_may_come_twice_is_sent_once_more_after_a_while_and_let_go_when_that_is_uncertain_too()
    {
        var route = await Uncertain(mayComeTwice: true);
        lane.Clock.Advance(Usual.AwaitWord);
        await Settle(route);
        (await StateOf(route)).ShouldBe("uncertain 0");

        lane.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await Task.WhenAll(Settle(route), Settle(route));
        (await StateOf(route)).ShouldBe("waiting 1");
        await Deliver(route);
        (await StateOf(route)).ShouldBe("uncertain 1");
        lane.Clock.Advance(Usual.KeepUncertain);
        await Settle(route);
        (await StateOf(route)).ShouldBe("uncertain 1");
        lane.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await Settle(route);

        (await StateOf(route)).ShouldBe("obsolete 1");
    }

    [Fact]
    public async Task What_people_would_add_up_is_not_sent_again_by_itself()
    {
        var route = await Uncertain(mayComeTwice: false);

        lane.Clock.Advance(Usual.KeepUncertain);
        await Settle(route);
        (await StateOf(route)).ShouldBe("uncertain 0");
        lane.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await Settle(route);

        (await StateOf(route)).ShouldBe("obsolete 0");
    }

    [Fact]
    public void Of_what_is_said_about_points_nothing_comes_twice_by_itself() => lane.Services.GetServices<OutboxRoute>()
        .Where(route => !route.MayComeTwice).Select(route => route.Kind)
        .ShouldBe(["checkIn.credited", "redemption.handedOver", "redemption.released"], ignoreOrder: true);

    /// <summary>A message of a kind of its own, sent without an answer.</summary>
    private async Task<OutboxRoute> Uncertain(bool mayComeTwice)
    {
        var kind = lane.Unique("uncertain");
        var route = new OutboxRoute(kind, (_, _, _) => Task.FromResult(new Delivery(DeliveryOutcome.Uncertain))) { MayComeTwice = mayComeTwice };
        await lane.Part<Db>().InTransaction(tx => lane.Part<OutboxStore>().Add(tx, new OutboxMessage(kind, 1, 1, kind), lane.Clock.Now));
        await Deliver(route);
        return route;
    }

    private Task<int> Deliver(OutboxRoute route) =>
        ActivatorUtilities.CreateInstance<OutboxWorker>(lane.Services, new[] { route }, Options.Create(Usual)).DeliverDue(CancellationToken.None);

    private Task<int> Settle(OutboxRoute route) =>
        ActivatorUtilities.CreateInstance<SettleUncertain>(lane.Services, new[] { route }, Options.Create(Usual)).Run(lane.Clock.Now, CancellationToken.None);

    private Task<string?> StateOf(OutboxRoute route) =>
        lane.Sql.Value<string>("SELECT CONCAT(state, ' ', repeats) FROM outbox_messages WHERE kind = @Kind", route);
}
