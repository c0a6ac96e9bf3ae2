namespace LinYuan.Tests.WeChatPush;

/// <summary>Where no push settings were made there is no callback.</summary>
public sealed class NoPushTokenTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Without_a_token_the_callback_is_not_there()
    {
        (await lane.Anyone.Get("/wechat/push?signature=da39a3ee5e6b4b0d3255bfef95601890afd80709&timestamp=&nonce=&echostr=1"))
            .ShouldBeRefused(404, "resource.not_found");
        (await lane.Anyone.Send(HandMadePush.Of(HandMadePush.Event("user_info_modified", "o_nobody")).Request()))
            .ShouldBeRefused(404, "resource.not_found");
        (await lane.Sql.Count("wechat_push_events")).ShouldBe(0);
    }

    [Fact]
    public async Task Without_a_token_subscriptions_are_counted_all_the_same()
    {
        var person = await lane.NewPerson();

        (await person.Post("/api/v1/me/subscriptions", new { results = new { wishApproved = "accept" } })).ShouldBe(200);
    }
}
