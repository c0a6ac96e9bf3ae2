using LinYuan.Api.Features.CheckIns.Submitting;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Tests.Stations;
using Microsoft.Extensions.DependencyInjection;

namespace LinYuan.Tests.CheckIns;

public sealed class CheckInDeviceTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Two_phones_with_one_account_bring_no_second_credit()
    {
        var community = await lane.NewCommunity();
        var (courier, stations, one, other) = (await lane.NewCourier(community), await community.NewStations(3), lane.Unique("phone-one-"), lane.Unique("phone-two-"));

        (await courier.ChecksInWith(stations[0], deviceId: one)).ShouldBe(201).Number("points.awarded").ShouldBe(5);
        lane.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = (await courier.ChecksInWith(stations[1], deviceId: other)).ShouldBe(201);
        // The suspect visit does not make the true phone look like another one.
        var first = (await courier.ChecksInWith(stations[2], deviceId: one)).ShouldBe(201);

        (second.Text("status"), second.Number("points.awarded"), second.Text("points.refused")).ShouldBe(("suspect", 0, "checkin.other_device"));
        first.Text("status").ShouldBe("accepted");
        (await lane.LeftBy(courier)).ShouldBe(new CheckInBuilder.Left(3, 2, 2, 10, 2));
    }

    [Fact]
    public async Task Two_phones_at_the_same_moment_are_one_credit()
    {
        var community = await lane.NewCommunity();
        var (courier, stations, phone) = (await lane.NewCourier(community), await community.NewStations(2), lane.Unique("phone-"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(tap => courier.ChecksInWith(stations[tap % 2], deviceId: $"{phone}-{tap % 2}")));

        answers.Count(answer => answer.Status == 201 && answer.Number("points.awarded") == 5).ShouldBe(1);
        answers.Count(answer => answer.Status == 201 && answer.Text("points.refused") == "checkin.other_device").ShouldBe(1);
        (await lane.LeftBy(courier)).ShouldBe(new CheckInBuilder.Left(2, 1, 1, 5, 1));
    }

    [Fact]
    public async Task A_new_phone_is_a_new_phone_and_no_fault()
    {
        var community = await lane.NewCommunity();
        var (courier, stations) = (await lane.NewCourier(community), await community.NewStations(2));
        (await courier.ChecksInWith(stations[0], deviceId: lane.Unique("the-old-one-"))).ShouldBe(201);
        lane.Clock.Advance(TimeSpan.FromMinutes(10));

        (await courier.ChecksInWith(stations[1], deviceId: lane.Unique("the-new-one-"))).ShouldBe(201).Text("status").ShouldBe("accepted");
    }

    [Fact]
    public async Task A_phone_that_another_account_used_today_waits_for_staff()
    {
        var community = await lane.NewCommunity();
        var (one, two, station, phone) = (await lane.NewCourier(community), await lane.NewCourier(community), await community.NewStation(), lane.Unique("shared-phone-"));
        (await one.ChecksInWith(station, deviceId: phone)).ShouldBe(201).Text("status").ShouldBe("accepted");

        var second = (await two.ChecksInWith(station, deviceId: phone)).ShouldBe(201);
        lane.Clock.Advance(TimeSpan.FromHours(5));
        var back = (await one.ChecksInWith(station, deviceId: phone)).ShouldBe(201);
        lane.Clock.Advance(TimeSpan.FromHours(24));
        var later = (await one.ChecksInWith(station, deviceId: phone)).ShouldBe(201);

        (second.Text("status"), second.Text("points.refused")).ShouldBe(("suspect", "checkin.device_shared"));
        back.Text("points.refused").ShouldBe("checkin.device_shared");
        later.Text("status").ShouldBe("accepted");
    }

    [Fact]
    public async Task Of_a_phone_only_a_keyed_hash_is_kept_and_that_for_thirty_days()
    {
        var community = await lane.NewCommunity();
        var (courier, station, phone) = (await lane.NewCourier(community), await community.NewStation(), lane.Unique("phone-marker-"));
        (await courier.ChecksInWith(station, deviceId: phone)).ShouldBe(201);

        (await Traces.Of(lane, phone)).ShouldBeEmpty();
        (await courier.Get("/api/v1/me/data")).ShouldBe(200).Body.ShouldNotContain(phone);
        (await courier.Get("/api/v1/me/data"))["checkInPhones"].GetArrayLength().ShouldBe(1);
        var forget = lane.Services.GetServices<IJob>().OfType<ForgetDevices>().Single();
        await forget.Run(lane.Clock.Now.AddDays(29), CancellationToken.None);
        (await Hashes(courier)).ShouldBe((1, 1));
        await forget.Run(lane.Clock.Now.AddDays(31), CancellationToken.None);
        (await Hashes(courier)).ShouldBe((0, 0));
    }

    [Fact]
    public async Task An_erased_account_leaves_no_phone()
    {
        var community = await lane.NewCommunity();
        var (courier, other, station, phone) = (await lane.NewCourier(community), await lane.NewCourier(community), await community.NewStation(), lane.Unique("phone-"));
        (await courier.ChecksInWith(station, deviceId: phone)).ShouldBe(201);
        (await other.ChecksInWith(station, deviceId: phone)).ShouldBe(201);
        (await courier.Delete("/api/v1/me")).Status.ShouldBeOneOf(200, 204);

        (await Hashes(courier)).ShouldBe((0, 0));
        (await lane.Sql.Count("check_in_devices WHERE other_user_id = @Id", courier)).ShouldBe(0);
    }

    private async Task<(long Devices, long People)> Hashes(Person courier) => (
        await lane.Sql.Count("check_in_devices WHERE user_id = @Id", courier),
        await lane.Sql.Count("check_in_people WHERE user_id = @Id AND device_hash IS NOT NULL", courier));
}
