using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.WeChat;
using WeChat.StandIn;

namespace LinYuan.Tests.Shared.WeChat;

/// <summary>What WeChat said of a message, in the outbox's words; and the texts that fit into a message.</summary>
public sealed class SubscribeDeliveryTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Theory]
    [InlineData(-1, null, DeliveryOutcome.Retry)]
    [InlineData(null, 500, DeliveryOutcome.Retry)]
    [InlineData(null, 429, DeliveryOutcome.Retry)]
    [InlineData(null, 302, DeliveryOutcome.Retry)]
    [InlineData(null, 403, DeliveryOutcome.Retry)]
    [InlineData(null, 412, DeliveryOutcome.Retry)]
    [InlineData(45009, null, DeliveryOutcome.Retry)]
    [InlineData(48001, null, DeliveryOutcome.Retry)]
    [InlineData(40037, null, DeliveryOutcome.Retry)]
    [InlineData(40164, null, DeliveryOutcome.Retry)]
    [InlineData(43108, null, DeliveryOutcome.Retry)]
    [InlineData(43101, null, DeliveryOutcome.Declined)]
    [InlineData(47003, null, DeliveryOutcome.Dead)]
    [InlineData(40003, null, DeliveryOutcome.Dead)]
    public async Task An_answer_of_WeChat_becomes_an_outcome(int? errcode, int? httpStatus, DeliveryOutcome outcome)
    {
        lane.Clock.Advance(TimeSpan.FromMinutes(1));
        lane.StandIn.AddFault(new Fault(WeChatPaths.SendSubscribeMessage) { Errcode = errcode, HttpStatus = httpStatus });

        (await Send(NewOpenId())).Outcome.ShouldBe(outcome);
    }

    [Fact]
    public async Task A_message_beyond_the_quota_of_the_day_is_due_on_the_next_day_in_China()
    {
        lane.Clock.Advance(TimeSpan.FromMinutes(1));
        lane.StandIn.AddFault(new Fault(WeChatPaths.SendSubscribeMessage) { Errcode = 45009 });

        var notBefore = (await Send(NewOpenId())).NotBefore.ShouldNotBeNull();

        ChinaTime.LocalDay(notBefore).ShouldBe(ChinaTime.LocalDay(lane.Clock.Now).AddDays(1));
        ChinaTime.Local(notBefore).TimeOfDay.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_worker_that_lost_the_lease_sends_nothing()
    {
        var openId = NewOpenId();

        (await Send(openId, heldBy: "somebody else")).Outcome.ShouldBe(DeliveryOutcome.Retry);

        lane.StandIn.CreditsOf(openId, "template-wishApproved").ShouldBe(1000);
    }

    [Fact]
    public async Task A_message_that_WeChat_took_is_delivered()
    {
        var openId = NewOpenId();

        (await Send(openId)).ShouldBe(Delivery.Done);

        lane.StandIn.CreditsOf(openId, "template-wishApproved").ShouldBe(999);
    }

    [Fact]
    public async Task A_message_whose_answer_was_lost_is_uncertain()
    {
        var openId = NewOpenId();
        lane.StandIn.AddFault(new Fault(WeChatPaths.SendSubscribeMessage) { DropAfterEffect = true });

        (await Send(openId)).Outcome.ShouldBe(DeliveryOutcome.Uncertain);

        lane.StandIn.CreditsOf(openId, "template-wishApproved").ShouldBe(999);
    }

    [Fact]
    public async Task Who_has_subscribed_to_no_more_messages_gets_none_and_that_is_no_fault()
    {
        var openId = NewOpenId();
        lane.StandIn.SetCredits(openId, "template-wishApproved", 0);

        (await Send(openId)).Outcome.ShouldBe(DeliveryOutcome.Declined);
    }

    [Fact]
    public async Task A_message_to_someone_who_left_or_without_a_template_is_not_sent()
    {
        var before = lane.StandIn.CallsTo(WeChatPaths.SendSubscribeMessage).Count;

        (await Send(openId: null)).ShouldBe(Delivery.NoLongerTrue);
        (await Send(NewOpenId(), "noSuchTemplate")).Outcome.ShouldBe(DeliveryOutcome.Declined);

        lane.StandIn.CallsTo(WeChatPaths.SendSubscribeMessage).Count.ShouldBe(before);
    }

    [Theory]
    [InlineData("修一盏灯", "修一盏灯")]
    [InlineData("  两行\n文字 ", "两行 文字")]
    [InlineData("一二三四五六七八九十一二三四五六七八九十", "一二三四五六七八九十一二三四五六七八九十")]
    [InlineData("一二三四五六七八九十一二三四五六七八九十多", "一二三四五六七八九十一二三四五六七八九…")]
    [InlineData("一二三四五六七八九十一二三四五六七八😀😀", "一二三四五六七八九十一二三四五六七八…")]
    [InlineData("", "无")]
    [InlineData(null, "无")]
    [InlineData("\u200b", "无")]
    public void A_thing_is_one_line_of_twenty(string? text, string fitted) => SubscribeValue.Thing(text).ShouldBe(fitted);

    [Theory]
    [InlineData("已通过审核啦", "已通过审核")]
    [InlineData("OK 好", "好")]
    [InlineData("none", "无")]
    public void A_phrase_is_five_Chinese_characters(string text, string fitted) => SubscribeValue.Phrase(text).ShouldBe(fitted);

    [Fact]
    public void A_time_is_told_by_the_clock_in_China() =>
        SubscribeValue.Time(new DateTimeOffset(2026, 3, 7, 17, 5, 59, TimeSpan.Zero)).ShouldBe("2026年3月8日 01:05");

    private string NewOpenId() => "o_" + lane.Unique("reader");

    private async Task<Delivery> Send(string? openId, string template = "wishApproved", string heldBy = "me") => await lane.Part<SubscribeDelivery>().Send(
        await Leased(heldBy), openId, template, "pages/wish", new Dictionary<string, string> { ["thing1"] = SubscribeValue.Thing("修一盏灯") }, CancellationToken.None);

    /// <summary>A message as a worker has it in hand.</summary>
    private async Task<LeasedMessage> Leased(string heldBy)
    {
        var (kind, now) = (lane.Unique("sent"), lane.Clock.Now);
        await lane.Sql.Execute("""
            INSERT INTO outbox_messages (kind, subject_id, recipient_id, dedupe_key, state, attempts, due_at, created_at, leased_until, owner)
            VALUES (@kind, 1, 1, @kind, 'leased', 1, @at, @at, @until, @heldBy)
            """, new { kind, heldBy, at = now.UtcDateTime, until = now.UtcDateTime.AddHours(1) });
        var id = await lane.Sql.Value<long>("SELECT id FROM outbox_messages WHERE kind = @kind", new { kind });
        return new LeasedMessage(id, kind, 1, 1, 1, now) { Owner = "me" };
    }
}
