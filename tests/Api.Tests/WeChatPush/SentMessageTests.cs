using LinYuan.Api.Shared.Outbox;
using LinYuan.Tests.Wishes;
using Microsoft.Extensions.DependencyInjection;
using WeChat.StandIn;

namespace LinYuan.Tests.WeChatPush;

/// <summary>WeChat's later word of a message whose answer was lost.</summary>
public sealed class SentMessageTests(PushLane push) : IClassFixture<PushLane>
{
    private const string Sent = "subscribe_msg_sent_event";
    private readonly Lane lane = push.Lane;

    [Theory]
    [InlineData("0", "delivered")]
    [InlineData("43101", "declined")]
    public async Task A_message_whose_answer_was_lost_is_settled_by_WeChats_word_and_not_sent_again(string errorCode, string state)
    {
        var (story, id) = await Uncertain();

        await push.WeChatPushes(Sent, story.Author, 3, Word("template-wishApproved", errorCode));
        await push.Process();
        (await StateOf(id)).ShouldBe(state);
        lane.Clock.Advance(TimeSpan.FromMinutes(11));
        await lane.Services.GetServices<LinYuan.Api.Shared.Jobs.IJob>().OfType<SettleUncertain>().Single().Run(lane.Clock.Now, CancellationToken.None);

        (await StateOf(id)).ShouldBe(state);
    }

    [Theory]
    [InlineData("template-wishClaimed", 0)]
    [InlineData("template-wishApproved", 120)]
    public async Task Word_of_another_message_settles_nothing(string template, int later)
    {
        var (story, id) = await Uncertain();
        lane.Clock.Advance(TimeSpan.FromSeconds(later));

        await push.WeChatPushes(Sent, story.Author, 1, Word(template, "0"));
        await push.Process();

        (await StateOf(id)).ShouldBe("uncertain");
    }

    /// <summary>An approved wish, the news of which went out without an answer.</summary>
    private async Task<(WishStory Story, long MessageId)> Uncertain()
    {
        var story = await WishStory.In(lane, "pendingReview");
        await lane.DeliverOutbox();
        await story.Approve();
        lane.StandIn.AddFault(new Fault(WeChatPaths.SendSubscribeMessage) { DropAfterEffect = true });
        await lane.DeliverOutbox();
        var id = await lane.Sql.Value<long>("SELECT id FROM outbox_messages WHERE kind = 'wish.approved' AND subject_id = @Id", new { story.Id });
        (await StateOf(id)).ShouldBe("uncertain");
        return (story, id);
    }

    private static object Word(string template, string errorCode) =>
        new { TemplateId = template, MsgID = "1", ErrorCode = errorCode, ErrorStatus = errorCode == "0" ? "success" : "failed" };

    private Task<string?> StateOf(long id) => lane.Sql.Value<string>("SELECT state FROM outbox_messages WHERE id = @id", new { id });
}
