using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Options;
using WeChat.StandIn;

namespace LinYuan.Tests.Wishes;

public sealed class WishMessageTests(LaneFixture fixture) : IClassFixture<LaneFixture>, IAsyncLifetime
{
    private readonly Lane lane = fixture.Lane;

    /// <summary>What other tests left in the outbox goes out first, so that a scripted fault meets the message it is meant for.</summary>
    public async ValueTask InitializeAsync() => await lane.DeliverOutbox();

    public ValueTask DisposeAsync()
    {
        lane.StandIn.ClearFaults();
        lane.Clock.Advance(TimeSpan.FromSeconds(30));
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Each_step_is_told_once_to_the_one_whom_it_concerns()
    {
        var story = await WishStory.Begin(lane);
        await story.Post();
        await story.Approve(new { publicTitle = "请帮三号楼的老人把楼道里坏了的感应灯换成新的" });
        await lane.DeliverOutbox();
        ShouldHaveReceived(story.Author, "wishApproved", story, "已通过审核", lane.Clock.Now);

        await story.Claim();
        await lane.DeliverOutbox();
        ShouldHaveReceived(story.Author, "wishClaimed", story, "已有人认领", lane.Clock.Now);

        var end = lane.Clock.Now + WishStory.ContactLimit;
        await story.LetPass(WishStory.ContactLimit * 0.5);
        await lane.DeliverOutbox();
        ShouldHaveReceived(story.Claimer, "leaseEnding", story, "认领即将到期", end);

        await story.Contacted();
        await story.Deliver();
        await lane.DeliverOutbox();
        ShouldHaveReceived(story.Author, "wishDelivered", story, "已送达请确认", lane.Clock.Now);

        await story.Confirm();
        await lane.DeliverOutbox();
        ShouldHaveReceived(story.Claimer, "wishDelivered", story, "居民已确认，谢谢您", lane.Clock.Now);
        (SentTo(story.Author).Count, SentTo(story.Claimer).Count).ShouldBe((3, 2));
    }

    [Fact]
    public async Task Four_workers_at_once_send_each_message_once()
    {
        var stories = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => WishStory.In(lane, "claimed")));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => lane.DeliverOutbox()));

        foreach (var story in stories)
            SentTo(story.Author).Select(call => Field(call, "template_id")).Order().ShouldBe(new[] { Template("wishApproved"), Template("wishClaimed") }.Order());
    }

    [Fact]
    public async Task News_that_is_no_longer_true_is_not_sent()
    {
        var withdrawn = await WishStory.In(lane, "withdrawn");
        var released = await WishStory.In(lane, "claimed");
        await released.Release();
        var closed = await WishStory.In(lane, "delivered");
        await closed.LetPass(WishStory.ConfirmLimit);

        await lane.DeliverOutbox();

        (await withdrawn.Messages()).ShouldBe(["wish.approved:obsolete", "wish.followedEnded.followers:delivered"]);
        SentTo(withdrawn.Author).ShouldBeEmpty();
        (await released.Messages()).ShouldBe(["wish.approved:delivered", "wish.claimed:obsolete", "wish.reopened:delivered"]);
        (await closed.Messages("wish.delivered")).ShouldBe(["wish.delivered:obsolete"]);
    }

    [Fact]
    public async Task Someone_who_did_not_subscribe_is_not_bothered_again()
    {
        var story = await WishStory.In(lane, "open");
        lane.StandIn.SetCredits(story.Author.OpenId, Template("wishApproved"), 0);

        await lane.DeliverOutbox();
        lane.Clock.Advance(TimeSpan.FromDays(1));
        await lane.DeliverOutbox();

        (await story.Messages()).ShouldBe(["wish.approved:declined"]);
        SentTo(story.Author).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(null, 503)]
    public async Task A_message_that_WeChat_was_too_busy_for_is_sent_later_and_once(int? errcode, int? httpStatus)
    {
        var story = await WishStory.In(lane, "open");
        lane.StandIn.AddFault(new Fault(WeChatPaths.SendSubscribeMessage) { Errcode = errcode, HttpStatus = httpStatus });

        await lane.DeliverOutbox();
        (await story.Messages()).ShouldBe(["wish.approved:waiting"]);
        lane.Clock.Advance(TimeSpan.FromSeconds(10));
        await lane.DeliverOutbox();
        lane.Clock.Advance(TimeSpan.FromDays(1));
        await lane.DeliverOutbox();

        (await story.Messages()).ShouldBe(["wish.approved:delivered"]);
        SentTo(story.Author).Count(call => call.Effect).ShouldBe(1);
    }

    [Fact]
    public async Task A_message_whose_answer_was_lost_is_not_repeated_until_staff_of_the_district_say_so()
    {
        var story = await WishStory.In(lane, "open");
        lane.StandIn.AddFault(new Fault(WeChatPaths.SendSubscribeMessage) { DropAfterEffect = true });
        await lane.DeliverOutbox();
        lane.Clock.Advance(TimeSpan.FromDays(1));
        await lane.DeliverOutbox();
        (await story.Messages()).ShouldBe(["wish.approved:uncertain"]);
        SentTo(story.Author).Count.ShouldBe(1);

        var id = await lane.Sql.Value<long>("SELECT id FROM outbox_messages WHERE subject_id = @Id AND kind = 'wish.approved'", new { story.Id });
        foreach (var other in new[] { story.Author, story.Staff, await lane.NewStaff(story.Community.StreetId) })
            (await Resend(other, id)).ShouldBeRefused(403, "access.denied");
        var district = await lane.NewStaff(story.Community.DistrictId);
        var listed = (await district.Get("/staff/v1/messages?state=uncertain&limit=100")).ShouldBe(200).Items;
        listed.ShouldContain(item => item.GetProperty("id").GetString() == id.ToString());
        (await Resend(district, id)).ShouldBe(200).Text("state").ShouldBe("waiting");
        await lane.DeliverOutbox();

        (await story.Messages()).ShouldBe(["wish.approved:delivered"]);
        SentTo(story.Author).Count.ShouldBe(2);
        (await Resend(district, id)).ShouldBeRefused(409, "message.not_resendable");
        (await Resend(district, long.MaxValue)).ShouldBeRefused(404, "resource.not_found");
    }

    private static Task<Answer> Resend(Person who, long id) => who.Post($"/staff/v1/messages/{id}/resend");

    private void ShouldHaveReceived(Person who, string template, WishStory story, string words, DateTimeOffset time)
    {
        var call = SentTo(who).Where(sent => Field(sent, "template_id") == Template(template)).ShouldHaveSingleItem();
        call.Effect.ShouldBeTrue();
        Field(call, "page").ShouldBe($"pages/wish/index?id={story.Id}");
        var data = call.Body!.Value.GetProperty("data");
        data.EnumerateObject().Select(field => field.Name).ShouldBe(["thing1", "thing2", "time3"], ignoreOrder: true);
        Value("thing1").ShouldBe("请帮三号楼的老人把楼道里坏了的感应灯换…");
        Value("thing2").ShouldBe(words);
        Value("time3").ShouldBe(time.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy年M月d日 HH:mm"));

        string? Value(string key) => data.GetProperty(key).GetProperty("value").GetString();
    }

    private IReadOnlyList<RecordedCall> SentTo(Person who) =>
        [.. lane.StandIn.CallsTo(WeChatPaths.SendSubscribeMessage).Where(call => Field(call, "touser") == who.OpenId)];

    private static string? Field(RecordedCall call, string name) => call.Body!.Value.GetProperty(name).GetString();

    private string Template(string name) => lane.Part<IOptions<WeChatOptions>>().Value.Templates[name];
}
