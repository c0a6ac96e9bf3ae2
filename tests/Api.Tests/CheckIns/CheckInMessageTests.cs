using LinYuan.Tests.Stations;
using WeChat.StandIn;

namespace LinYuan.Tests.CheckIns;

public sealed class CheckInMessageTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string Template = "template-checkInCredited";
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task A_credited_check_in_is_told_once_with_the_station_the_points_and_the_time()
    {
        var community = await lane.NewCommunity();
        var courier = await lane.NewCourier(community);
        var station = await community.NewStation(("name", "名字很长很长很长很长很长很长很长很长的驿站"));
        lane.Clock.AdvanceToChina(9, 5);
        (await courier.ChecksInAt(station)).ShouldBe(201);

        await lane.DeliverOutbox();
        await lane.DeliverOutbox();

        var sent = Sent(courier).ShouldHaveSingleItem();
        sent.GetProperty("template_id").GetString().ShouldBe(Template);
        sent.GetProperty("page").GetString().ShouldBe("pages/points/index");
        var data = sent.GetProperty("data");
        data.EnumerateObject().Select(field => field.Name).Order().ShouldBe(["number2", "thing1", "time3"]);
        data.GetProperty("thing1").GetProperty("value").GetString().ShouldBe("名字很长很长很长很长很长很长很长很长的…");
        data.GetProperty("number2").GetProperty("value").GetString().ShouldBe("5");
        data.GetProperty("time3").GetProperty("value").GetString().ShouldBe($"{lane.Clock.Now.AddHours(8):yyyy年M月d日} 09:05");
        (await lane.Sql.Count("outbox_messages WHERE recipient_id = @Id AND state = 'delivered'", courier)).ShouldBe(1);
    }

    [Fact]
    public async Task The_message_holds_the_time_of_the_visit_and_not_of_the_delivery()
    {
        var community = await lane.NewCommunity();
        var (courier, station) = (await lane.NewCourier(community), await community.NewStation());
        lane.Clock.AdvanceToChina(23, 58);
        var day = lane.Clock.Now.AddHours(8);
        (await courier.ChecksInAt(station)).ShouldBe(201);
        lane.Clock.Advance(TimeSpan.FromMinutes(30));

        await lane.DeliverOutbox();

        Sent(courier).ShouldHaveSingleItem().GetProperty("data").GetProperty("time3").GetProperty("value").GetString()
            .ShouldBe($"{day:yyyy年M月d日} 23:58");
    }

    [Fact]
    public async Task A_visit_without_points_sends_nothing()
    {
        var community = await lane.NewCommunity();
        var (courier, station) = (await lane.NewCourier(community), await community.NewStation());
        (await courier.ChecksInAt(station, StationBuilder.NorthOf(station.Latitude, 9_000), station.Longitude, 5)).ShouldBe(201);

        await lane.DeliverOutbox();

        Sent(courier).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_took_no_subscription_is_not_asked_twice_and_keeps_the_points()
    {
        var community = await lane.NewCommunity();
        var (courier, station) = (await lane.NewCourier(community), await community.NewStation());
        lane.StandIn.SetCredits(courier.OpenId, Template, 0);
        (await courier.ChecksInAt(station)).ShouldBe(201);

        await lane.DeliverOutbox();
        lane.Clock.Advance(TimeSpan.FromHours(1));
        await lane.DeliverOutbox();

        Sent(courier).Count.ShouldBe(1);
        (await lane.Sql.Value<string>("SELECT state FROM outbox_messages WHERE recipient_id = @Id", courier)).ShouldBe("declined");
        (await courier.Get("/api/v1/me/points")).Number("balance").ShouldBe(5);
    }

    private List<System.Text.Json.JsonElement> Sent(Person courier) =>
    [
        .. lane.StandIn.CallsTo(WeChatPaths.SendSubscribeMessage).Select(call => call.Body!.Value)
            .Where(body => body.GetProperty("touser").GetString() == courier.OpenId && body.GetProperty("template_id").GetString() == Template),
    ];
}
