using System.Text.Json.Nodes;
using LinYuan.Api.Features.WeChatPush.Inbox;
using LinYuan.Api.Features.WeChatPush.Subscriptions;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LinYuan.Tests.WeChatPush;

/// <summary>A push is stored once however often it comes, and has its effect once whoever processes it.</summary>
public sealed class PushInboxTests(PushLane push) : IClassFixture<PushLane>
{
    private static readonly ErrorCode Rule = new("test.rule", 409, "测试用的规则");
    private readonly Lane lane = push.Lane;

    [Fact]
    public async Task What_WeChat_sends_three_times_is_stored_once()
    {
        var person = await lane.NewPerson();

        await push.WeChatPushes("subscribe_msg_popup_event", person, 3, new { TemplateId = "template-wishApproved", SubscribeStatusString = "accept", PopupScene = "0" });

        (await push.Stored("openid = @OpenId AND user_id = @Id", person)).ShouldBe(1);
    }

    [Fact]
    public async Task Copies_that_come_at_the_same_instant_are_stored_once_and_all_answered()
    {
        var person = await lane.NewPerson();
        var hand = HandMadePush.Of(HandMadePush.Event(PushLane.TestEvent, person.OpenId), PushMode.Safe);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => push.Push(hand)));

        answers.ShouldAllBe(answer => answer.Status == 200 && answer.Body == "success");
        (await push.Stored("openid = @OpenId", person)).ShouldBe(1);
    }

    [Fact]
    public async Task A_copy_that_comes_after_the_event_was_processed_has_no_second_effect()
    {
        var (person, handled) = (await lane.NewPerson(), 0);
        push.Handlers[person.OpenId] = (_, _) => Task.FromResult(handled++);
        var hand = HandMadePush.Of(HandMadePush.Event(PushLane.TestEvent, person.OpenId));

        for (var copy = 0; copy < 3; copy++)
        {
            (await push.Push(hand)).ShouldBe(200).Body.ShouldBe("success");
            await push.Process();
        }

        handled.ShouldBe(1);
    }

    [Fact]
    public async Task A_message_is_told_apart_by_its_number_alone()
    {
        var person = await lane.NewPerson();
        var (id, other) = (Random.Shared.NextInt64(), Random.Shared.NextInt64());

        foreach (var (number, at) in new[] { (id.ToString(), "1"), ($"\"{id}\"", "2"), (other.ToString(), "1") })
        {
            var message = HandMadePush.Event("any", person.OpenId, $"\"MsgId\":{number}", at);
            message["MsgType"] = "text";
            (await push.Push(HandMadePush.Of(message))).ShouldBe(200);
        }

        (await push.Stored("openid = @OpenId", person)).ShouldBe(2);
    }

    [Theory]
    [InlineData("\"trace_id\":\"1\"", "\"trace_id\":\"2\"")]
    [InlineData("\"List\":{\"TemplateId\":\"1\"}", "\"List\":{\"TemplateId\":\"2\"}")]
    [InlineData("\"List\":{\"TemplateId\":\"1\",\"MsgID\":\"1\"}", "\"List\":{\"TemplateId\":\"1\",\"MsgID\":\"2\"}")]
    public async Task Events_of_one_second_are_told_apart_by_what_they_are_about(string one, string other)
    {
        var person = await lane.NewPerson();

        foreach (var fields in new[] { one, other, one })
            (await push.Push(HandMadePush.Of(HandMadePush.Event(PushLane.TestEvent, person.OpenId, fields)))).ShouldBe(200);

        (await push.Stored("openid = @OpenId", person)).ShouldBe(2);
    }

    [Fact]
    public async Task Events_of_two_people_or_two_moments_are_two()
    {
        var (one, other) = (await lane.NewPerson(), await lane.NewPerson());

        (await push.Push(HandMadePush.Of(HandMadePush.Event(PushLane.TestEvent, one.OpenId)))).ShouldBe(200);
        (await push.Push(HandMadePush.Of(HandMadePush.Event(PushLane.TestEvent, one.OpenId, createTime: "1772413201")))).ShouldBe(200);
        (await push.Push(HandMadePush.Of(HandMadePush.Event(PushLane.TestEvent, other.OpenId)))).ShouldBe(200);

        (await push.Stored("openid IN (@One, @Other)", new { One = one.OpenId, Other = other.OpenId })).ShouldBe(3);
    }

    [Fact]
    public async Task Three_runners_that_race_process_each_event_once()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => lane.NewPerson()));
        foreach (var person in people)
        {
            for (var second = 0; second < 5; second++)
                (await push.Push(HandMadePush.Of(Accepted(person, createTime: $"{1772413200 + second}")))).ShouldBe(200);
        }

        var handled = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => push.NewProcessor().Run(lane.Clock.Now, CancellationToken.None)));
        // One that met a row in another's hand passes over it; what is left over is processed by the next run.
        (handled.Sum() + await push.Process()).ShouldBeGreaterThanOrEqualTo(30);

        foreach (var person in people)
            (await lane.Sql.Value<int>("SELECT pushed FROM subscription_credits WHERE user_id = @Id", person)).ShouldBe(5);
        (await push.Stored("state = 'waiting' AND event = 'subscribe_msg_popup_event'")).ShouldBe(0);
    }

    [Fact]
    public async Task The_job_runs_by_itself_and_leaves_nothing_about_the_person()
    {
        var person = await lane.NewPerson();
        (await push.Push(HandMadePush.Of(Accepted(person), PushMode.Safe))).ShouldBe(200);

        lane.Clock.Advance(TimeSpan.FromSeconds(10));
        await lane.RunJobs();

        (await lane.Sql.Value<int>("SELECT pushed FROM subscription_credits WHERE user_id = @Id", person)).ShouldBe(1);
        (await Traces.Of(lane, person.OpenId)).ShouldBe(["database: users"]);
    }

    [Fact]
    public async Task An_event_that_fails_has_no_effect_holds_up_no_other_and_is_tried_again()
    {
        var (person, other, tries) = (await lane.NewPerson(), await lane.NewPerson(), 0);
        push.Handlers[person.OpenId] = async (tx, given) =>
        {
            await lane.Part<SubscriptionStore>().AddPushed(tx, given.UserId!.Value, "template-wishApproved", lane.Clock.Now, lane.Clock.Now);
            if (++tries < 3)
                throw new FormatException("a fault of this handler");
        };
        (await push.Push(HandMadePush.Of(HandMadePush.Event(PushLane.TestEvent, person.OpenId)))).ShouldBe(200);
        (await push.Push(HandMadePush.Of(Accepted(other)))).ShouldBe(200);

        await push.Process();
        (await lane.Sql.Count("subscription_credits WHERE user_id = @Id", person)).ShouldBe(0);
        (await lane.Sql.Count("subscription_credits WHERE user_id = @Id", other)).ShouldBe(1);
        (await push.Stored("openid = @OpenId AND state = 'waiting' AND attempts = 1 AND reason = 'FormatException'", person)).ShouldBe(1);
        await push.Process();
        tries.ShouldBe(1);
        lane.Clock.Advance(TimeSpan.FromSeconds(30));
        await push.Process();
        lane.Clock.Advance(TimeSpan.FromSeconds(60));
        await push.Process();

        tries.ShouldBe(3);
        (await lane.Sql.Value<int>("SELECT pushed FROM subscription_credits WHERE user_id = @Id", person)).ShouldBe(1);
        (await push.Stored("openid = @OpenId", person)).ShouldBe(0);
    }

    [Fact]
    public async Task An_event_that_fails_five_times_is_left_to_staff_and_named_in_the_log()
    {
        var (person, tries) = (await lane.NewPerson(), 0);
        push.Handlers[person.OpenId] = (_, _) =>
        {
            tries++;
            throw new FormatException("a fault of this handler");
        };
        (await push.Push(HandMadePush.Of(HandMadePush.Event(PushLane.TestEvent, person.OpenId)))).ShouldBe(200);

        for (var run = 0; run < 8; run++)
        {
            await push.Process();
            lane.Clock.Advance(TimeSpan.FromHours(1));
        }

        tries.ShouldBe(5);
        (await push.Stored("openid = @OpenId AND state = 'failed' AND attempts = 5 AND reason = 'FormatException'", person)).ShouldBe(1);
        var id = await lane.Sql.Value<long>("SELECT id FROM wechat_push_events WHERE openid = @OpenId", person);
        lane.Logs.With($"Pushed event {id} (test_event) is left to staff: FormatException").Single().Level.ShouldBe(LogLevel.Error);
        lane.Logs.With(person.OpenId).ShouldBeEmpty();
    }

    [Fact]
    public async Task Runners_that_race_count_one_failed_try_as_one()
    {
        var person = await lane.NewPerson();
        var together = new TaskCompletionSource();
        var begun = 0;
        push.Handlers[person.OpenId] = async (_, _) =>
        {
            if (Interlocked.Increment(ref begun) == 1)
                await together.Task;
            throw new FormatException("a fault of this handler");
        };
        (await push.Push(HandMadePush.Of(HandMadePush.Event(PushLane.TestEvent, person.OpenId)))).ShouldBe(200);

        var first = push.Process();
        await Wait.Until("the first runner has the event", () => Volatile.Read(ref begun) == 1);
        await Task.WhenAll(push.Process(), push.Process());
        together.SetResult();
        await first;

        begun.ShouldBe(1);
        (await push.Stored("openid = @OpenId AND attempts = 1", person)).ShouldBe(1);
    }

    [Fact]
    public async Task What_the_rules_refuse_is_left_to_staff_at_once_with_the_code_as_the_reason()
    {
        var person = await lane.NewPerson();
        push.Handlers[person.OpenId] = (_, _) => throw new Refusal(Rule);
        (await push.Push(HandMadePush.Of(HandMadePush.Event(PushLane.TestEvent, person.OpenId)))).ShouldBe(200);

        await push.Process();

        (await push.Stored("openid = @OpenId AND state = 'failed' AND attempts = 1 AND reason = 'test.rule'", person)).ShouldBe(1);
    }

    [Fact]
    public async Task Settled_events_are_removed_after_a_month_and_failed_ones_after_half_a_year()
    {
        var (done, failed) = (await lane.NewPerson(), await lane.NewPerson());
        push.Handlers[failed.OpenId] = (_, _) => throw new Refusal(Rule);
        (await push.Push(HandMadePush.Of(Accepted(done)))).ShouldBe(200);
        (await push.Push(HandMadePush.Of(HandMadePush.Event(PushLane.TestEvent, failed.OpenId)))).ShouldBe(200);
        await push.Process();
        var sweep = ActivatorUtilities.CreateInstance<SweepPushEvents>(lane.Services);

        lane.Clock.Advance(TimeSpan.FromDays(30) + TimeSpan.FromMilliseconds(1));
        await sweep.Run(lane.Clock.Now, CancellationToken.None);
        (await push.Stored("state IN ('done', 'ignored')")).ShouldBe(0);
        (await push.Stored("openid = @OpenId", failed)).ShouldBe(1);

        lane.Clock.Advance(TimeSpan.FromDays(150));
        await sweep.Run(lane.Clock.Now, CancellationToken.None);
        (await push.Stored("openid = @OpenId", failed)).ShouldBe(0);
    }

    private static JsonObject Accepted(Person person, string createTime = "1772413200") => HandMadePush.Event(
        "subscribe_msg_popup_event", person.OpenId, """
        "List":{"TemplateId":"template-wishApproved","SubscribeStatusString":"accept","PopupScene":"0"}
        """, createTime);
}
