using System.Diagnostics;
using System.Net;
using LinYuan.Tests.Wishes;
using WeChat.StandIn;

namespace LinYuan.Tests.Outages;

/// <summary>A process that is asked to stop: nobody meets a closed door, and no message is lost, killed or told twice.</summary>
/// <remarks>LINYUAN_TEST_MESSAGES names how many messages are due, such as 500; the times are written to the output.</remarks>
public sealed class StopTests(ITestOutputHelper output)
{
    private static readonly int Messages = Environment.GetEnvironmentVariable("LINYUAN_TEST_MESSAGES") is { Length: > 0 } named ? int.Parse(named) : 40;

    [Fact]
    public async Task Messages_due_at_a_stop_are_all_delivered_after_the_next_start_each_once_and_none_is_dead()
    {
        await using var lane = await Lane.Start();
        await WriteMessages(lane, Messages);
        lane.StandIn.AddFault(new Fault(WeChatPaths.SendSubscribeMessage) { DelayMilliseconds = 1_000, Count = 1_000_000 });
        // Two at once, so that they last well beyond the stop however slow this machine is.
        await using (var stopped = await ApiProcess.Start(lane, Running("2")))
        {
            await Wait.Until("some messages went out", () => Sent(lane).Count > 4);
            var asked = Stopwatch.GetTimestamp();
            await stopped.AskToStop();
            (await stopped.Ended()).ShouldBe(0);
            output.WriteLine($"Stopped after {Stopwatch.GetElapsedTime(asked).TotalSeconds:0.0} s; of {Messages} due, {Sent(lane).Count} had gone out");
            Stopwatch.GetElapsedTime(asked).ShouldBeLessThan(TimeSpan.FromSeconds(20));
        }

        var delivered = await In(lane, "delivered");
        delivered.ShouldBe(Sent(lane).Count);
        delivered.ShouldBeInRange(4, Messages - 1);
        (await lane.Sql.Count("outbox_messages WHERE state = 'waiting' AND attempts = 0")).ShouldBe(Messages - delivered);
        await using var next = await ApiProcess.Start(lane, Running("16"));
        var started = Stopwatch.GetTimestamp();
        await Wait.Until("half of the messages went out", async () => await In(lane, "delivered") > Messages / 2);
        await Wait.Until("all messages went out", async () => await In(lane, "delivered") == Messages);
        output.WriteLine($"All delivered {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s after the next start");

        (await lane.Sql.Count("outbox_messages WHERE attempts <> 1")).ShouldBe(0);
        Sent(lane).Count.ShouldBe(Messages);
        Sent(lane).Distinct().Count().ShouldBe(Messages);
    }

    [Fact]
    public async Task Readiness_tells_of_a_stop_before_the_door_is_closed()
    {
        await using var lane = await Lane.Start();
        await using var api = await ApiProcess.Start(lane, ("Stop:Grace", "00:00:03"));

        await api.AskToStop();

        await Wait.Until("readiness has turned", async () => await api.Get("/health/ready") == HttpStatusCode.ServiceUnavailable);
        (await api.Get("/open/v1/areas")).ShouldBe(HttpStatusCode.OK);
        (await api.Get("/health/live")).ShouldBe(HttpStatusCode.OK);
        (await api.Ended()).ShouldBe(0);
    }

    private static (string, string)[] Running(string parallel) =>
        [("Outbox:Enabled", "true"), ("Outbox:Parallel", parallel), ("WeChat:SendTimeout", "00:00:09")];

    /// <summary>The same news of one wish to that many people.</summary>
    private static async Task WriteMessages(Lane lane, int count)
    {
        var story = await WishStory.In(lane, "open");
        await lane.Sql.Execute("DELETE FROM outbox_messages");
        var now = lane.Clock.Now.UtcDateTime;
        for (var number = 0; number < count; number++)
            await lane.Sql.Execute("INSERT INTO users (openid, created_at) VALUES (@openId, @now)", new { openId = $"o_stop_{number}", now });
        await lane.Sql.Execute("""
            INSERT INTO outbox_messages (kind, subject_id, recipient_id, dedupe_key, state, attempts, due_at, created_at)
            SELECT 'wish.approved', @Id, id, CONCAT('stop:', id), 'waiting', 0, @now, @now FROM users WHERE openid LIKE 'o\_stop\_%'
            """, new { story.Id, now });
    }

    private static List<string> Sent(Lane lane) =>
        [.. lane.StandIn.CallsTo(WeChatPaths.SendSubscribeMessage).Where(call => call.Errcode == 0).Select(call => call.Body!.Value.GetProperty("touser").GetString()!)];

    private static async Task<int> In(Lane lane, string state) => (int)await lane.Sql.Count("outbox_messages WHERE state = @state", new { state });
}
