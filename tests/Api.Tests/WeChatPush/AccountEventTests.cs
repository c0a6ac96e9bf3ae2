using LinYuan.Tests.Wishes;
using Microsoft.Extensions.Logging;

namespace LinYuan.Tests.WeChatPush;

/// <summary>What becomes of an account here when the person closes the one at WeChat.</summary>
public sealed class AccountEventTests(PushLane push) : IClassFixture<PushLane>
{
    private const string Cancellation = "user_authorization_cancellation";
    private readonly Lane lane = push.Lane;

    [Theory]
    [InlineData(false, PushMode.Safe)]
    [InlineData(true, PushMode.Safe)]
    [InlineData(true, PushMode.Plain)]
    public async Task Who_closes_the_account_at_WeChat_is_erased_here(bool xml, PushMode mode)
    {
        var community = await lane.NewCommunity();
        var person = await (await lane.NewPerson()).RegistersWith(community, "volunteer");
        (await person.Post("/api/v1/me/subscriptions", new { results = new { wishApproved = "accept" } })).ShouldBe(200);
        // The sender is somebody at WeChat; the person is named apart.
        var message = HandMadePush.Event(Cancellation, "o_of_WeChats_own", $"\"OpenID\":\"{person.OpenId}\",\"AppID\":\"{PushLane.AppId}\",\"RevokeInfo\":\"1\"");

        (await push.Push(xml ? HandMadePush.OfXml(message, mode) : HandMadePush.Of(message, mode))).ShouldBe(200).Body.ShouldBe("success");
        await push.Process();

        (await person.Get("/api/v1/me")).ShouldBeRefused(401, "session.expired");
        (await lane.Sql.Count("users WHERE id = @Id AND deleted_at IS NOT NULL AND openid IS NULL", person)).ShouldBe(1);
        (await lane.Sql.Count("registrations WHERE user_id = @Id AND status = 'ended' AND real_name_enc IS NULL", person)).ShouldBe(1);
        (await lane.Sql.Count("subscription_credits WHERE user_id = @Id", person)).ShouldBe(0);
        (await lane.Sql.Count("idempotency_keys WHERE user_id = @Id", person)).ShouldBe(0);
        (await Traces.Of(lane, person.OpenId)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_person_named_apart_it_is_the_sender()
    {
        var person = await lane.NewPerson();

        (await push.Push(HandMadePush.Of(HandMadePush.Event(Cancellation, person.OpenId), PushMode.Safe))).ShouldBe(200);
        await push.Process();

        (await person.Get("/api/v1/me")).ShouldBeRefused(401, "session.expired");
    }

    [Fact]
    public async Task Who_comes_back_afterwards_is_a_new_person_whom_a_late_copy_does_not_erase()
    {
        var person = await lane.NewPerson();
        var hand = HandMadePush.Of(HandMadePush.Event(Cancellation, person.OpenId), PushMode.Safe);
        var before = person.Id;
        (await push.Push(hand)).ShouldBe(200);
        await push.Process();

        await person.SignIn();
        (await push.Push(hand)).ShouldBe(200);
        await push.Process();

        person.Id.ShouldNotBe(before);
        (await person.Get("/api/v1/me")).ShouldBe(200);
    }

    [Fact]
    public async Task An_event_that_comes_late_does_not_erase_who_came_back_meanwhile()
    {
        var person = await lane.NewPerson();
        var before = (lane.Clock.Now.ToUnixTimeSeconds() - 60).ToString();

        // From before the person signed in, and pushed only now.
        (await push.Push(HandMadePush.Of(HandMadePush.Event(Cancellation, person.OpenId, createTime: before), PushMode.Safe))).ShouldBe(200);
        await push.Process();

        (await person.Get("/api/v1/me")).ShouldBe(200);
    }

    [Fact]
    public async Task Somebody_without_an_account_is_nobody_to_erase()
    {
        var (stranger, before) = (lane.Stranger(), await lane.Sql.Count("users"));

        (await push.Push(HandMadePush.Of(HandMadePush.Event(Cancellation, stranger.OpenId)))).ShouldBe(200);
        await push.Process();

        (await lane.Sql.Count("users")).ShouldBe(before);
        (await push.Stored("openid = @OpenId", stranger)).ShouldBe(0);
    }

    [Fact]
    public async Task Who_still_has_a_case_open_is_left_whole_and_to_staff()
    {
        var story = await WishStory.In(lane, "claimed");
        (await story.Author.Post("/api/v1/me/subscriptions", new { results = new { wishApproved = "accept" } })).ShouldBe(200);

        (await push.Push(HandMadePush.Of(HandMadePush.Event(Cancellation, story.Author.OpenId), PushMode.Safe))).ShouldBe(200);
        await push.Process();

        (await push.Stored("openid = @OpenId AND state = 'failed' AND reason = 'member.has_open_cases'", story.Author)).ShouldBe(1);
        var id = await lane.Sql.Value<long>("SELECT id FROM wechat_push_events WHERE openid = @OpenId", story.Author);
        lane.Logs.With($"Pushed event {id} ").Single().Level.ShouldBe(LogLevel.Error);
        (await story.Author.Get("/api/v1/me")).ShouldBe(200);
        (await story.Row<byte[]>("contact_enc")).ShouldNotBeNull();
        (await lane.Sql.Count("subscription_credits WHERE user_id = @Id", story.Author)).ShouldBe(1);

        // Once the case is closed and the account deleted, the event left over names nobody either.
        await story.Release();
        (await story.Author.Delete("/api/v1/me")).ShouldBe(204);
        (await push.Stored("id = @id AND state = 'failed' AND openid IS NULL AND user_id IS NULL", new { id })).ShouldBe(1);
    }

    [Theory]
    [InlineData("user_info_modified")]
    [InlineData("user_authorization_revoke")]
    public async Task Other_news_about_the_account_is_noted_and_changes_nothing(string name)
    {
        var person = await lane.NewPerson();
        (await person.Patch("/api/v1/me", new { nickname = "桥头的豆浆" })).ShouldBe(200);

        (await push.Push(HandMadePush.Of(HandMadePush.Event(name, "o_of_WeChats_own", $"\"OpenID\":\"{person.OpenId}\",\"RevokeInfo\":\"301\""), PushMode.Safe))).ShouldBe(200);
        await push.Process();

        (await push.Stored("event = @name AND state = 'done'", new { name })).ShouldBe(1);
        (await person.Get("/api/v1/me")).ShouldBe(200).Text("nickname").ShouldBe("桥头的豆浆");
    }
}
