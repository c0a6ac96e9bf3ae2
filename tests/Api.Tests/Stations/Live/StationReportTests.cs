using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Features.Stations.Core.Live;
using LinYuan.Api.Shared.Data;

namespace LinYuan.Tests.Stations.Live;

public sealed class StationReportTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Two_people_who_find_the_door_locked_close_the_station_and_the_owner_hears_of_it_once()
    {
        var (community, station, staff) = await Made();
        var (one, two, three) = (await lane.NewCourier(community), await lane.NewPerson(), await lane.NewPerson());

        var first = (await Report(one, station, "doorLocked", "灯也没亮")).ShouldBe(201);
        (first.Text("live.state"), first.Text("kind")).ShouldBe(("normal", "doorLocked"));
        (await Open(staff)).Items.ShouldBeEmpty();
        (await Report(two, station, "doorLocked")).ShouldBe(201).Text("live.state").ShouldBe("reportedClosed");
        (await Report(three, station, "doorLocked")).ShouldBe(201);

        var seen = await Seen(station);
        (seen.Text("live.state"), seen.Text("live.lastVisitAt")).ShouldBe(("reportedClosed", null));
        seen.Text("live.since").ShouldNotBeNull();
        var order = (await Open(staff)).ShouldBe(200);
        (order.Items.Count, order.Text("items.0.kind"), order.Text("items.0.stationId")).ShouldBe((1, "doorLocked", station.Id));
        order["items.0.reports"].EnumerateArray().Select(note => note.GetString()).ShouldBe(["灯也没亮"]);
        order["items.0.actions"].EnumerateArray().Select(word => word.GetString()).ShouldBe(["resolve"]);
        (await Told(order.Text("items.0.id")!)).ShouldBe([staff.Id]);
        (await lane.Anyone.Get("/s/" + station.Code)).Body.ShouldContain("有人反映门没有开");
        (await lane.Sql.Count("station_reports WHERE station_id = @Id AND CONVERT(note_enc USING utf8mb4) LIKE '%灯%'", new { station.Id })).ShouldBe(0);
    }

    [Fact]
    public async Task One_person_alone_another_kind_or_too_late_is_not_believed()
    {
        var (_, station, _) = await Made();
        var (one, two) = (await lane.NewPerson(), await lane.NewPerson());

        (await Report(one, station, "waterEmpty")).ShouldBe(201);
        (await Report(one, station, "waterEmpty")).ShouldBeRefused(409, "station.already_reported");
        (await Report(two, station, "powerOut")).ShouldBe(201);
        lane.Clock.Advance(TimeSpan.FromMinutes(61));
        (await Report(one, station, "waterEmpty")).ShouldBe(201).Text("live.state").ShouldBe("normal");
        lane.Clock.Advance(TimeSpan.FromMinutes(121));
        (await Report(two, station, "waterEmpty")).ShouldBe(201).Text("live.state").ShouldBe("normal");

        (await Report(one, station, "waterEmpty")).ShouldBe(201).Text("live.state").ShouldBe("reportedIssue");
    }

    [Fact]
    public async Task A_locked_door_weighs_more_than_an_empty_tank_and_each_is_resolved_by_itself()
    {
        var (_, station, staff) = await Made();
        await ReportedByTwo(station, "waterEmpty");
        (await Seen(station)).Text("live.state").ShouldBe("reportedIssue");
        await ReportedByTwo(station, "doorLocked");
        (await Seen(station)).Text("live.state").ShouldBe("reportedClosed");
        var orders = (await Open(staff)).Items.ToDictionary(item => item.GetProperty("kind").GetString()!, item => item.GetProperty("id").GetString()!);

        var resolved = (await Resolve(staff, orders["doorLocked"])).ShouldBe(200);
        (resolved.Text("status"), resolved.Text("note"), resolved["actions"].GetArrayLength()).ShouldBe(("resolved", "已到现场处理", 0));
        (await Seen(station)).Text("live.state").ShouldBe("reportedIssue");
        (await Resolve(staff, orders["waterEmpty"])).ShouldBe(200);
        (await Seen(station)).Text("live.state").ShouldBe("normal");
        (await Resolve(staff, orders["waterEmpty"])).ShouldBeRefused(409, "station.work_order_closed");
        (await Open(staff)).Items.ShouldBeEmpty();

        (await Report(await lane.NewPerson(), station, "doorLocked")).Text("live.state").ShouldBe("normal", "what was settled counts no more");
    }

    [Fact]
    public async Task Reports_resolutions_and_messages_at_once_have_one_effect_each()
    {
        var (_, station, staff) = await Made();
        var (one, people) = (await lane.NewPerson(), await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => lane.NewPerson())));

        var taps = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Report(one, station, "doorLocked")));
        taps.Count(answer => answer.Status == 201).ShouldBe(1);
        taps.Count(answer => answer.Code == "station.already_reported").ShouldBe(7);
        await Task.WhenAll(people.Select(person => Report(person, station, "doorLocked")));
        var order = (await Open(staff)).Items.Single().GetProperty("id").GetString()!;
        (await Told(order)).ShouldBe([staff.Id]);

        var resolved = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Resolve(staff, order)));
        resolved.Count(answer => answer.Status == 200).ShouldBe(1);
        resolved.Count(answer => answer.Code == "station.work_order_closed").ShouldBe(4);
    }

    [Fact]
    public async Task A_visit_shows_that_the_door_is_open_but_not_that_there_is_water()
    {
        var (_, station, staff) = await Made();
        await ReportedByTwo(station, "doorLocked");
        await ReportedByTwo(station, "waterEmpty");

        await Visit(station);

        var seen = await Seen(station);
        seen.Text("live.state").ShouldBe("reportedIssue");
        DateTimeOffset.Parse(seen.Text("live.lastVisitAt")!).Minute.ShouldBeOneOf(0, 15, 30, 45);
        (await Open(staff)).Items.Select(item => item.GetProperty("kind").GetString()).ShouldBe(["waterEmpty"]);
        var cleared = (await staff.Get("/staff/v1/station-work-orders?status=cleared")).ShouldBe(200);
        (cleared.Items.Count, cleared.Text("items.0.kind")).ShouldBe((1, "doorLocked"));
    }

    [Fact]
    public async Task Visits_of_the_same_quarter_of_an_hour_are_noted_once()
    {
        var (_, station, _) = await Made();
        await Visit(station);
        var first = (await Seen(station)).Text("live.lastVisitAt");
        await Visit(station);
        (await Seen(station)).Text("live.lastVisitAt").ShouldBe(first);
        lane.Clock.Advance(TimeSpan.FromMinutes(15));
        await Visit(station);
        (await Seen(station)).Text("live.lastVisitAt").ShouldNotBe(first);
    }

    [Fact]
    public async Task The_keeper_hears_of_it_instead_of_the_staff_and_may_resolve_it()
    {
        var (community, station, staff) = await Made();
        var (keeper, other) = (await lane.NewPerson(), await lane.NewPerson());
        var set = (await staff.Post($"/staff/v1/stations/{station.Id}/keeper", new { userId = keeper.Id.ToString() })).ShouldBe(200);
        set.Text("keeperId").ShouldBe(keeper.Id.ToString());
        await ReportedByTwo(station, "powerOut");

        var mine = (await keeper.Get("/api/v1/me/station-work-orders")).ShouldBe(200);
        (mine.Items.Count, mine.Text("items.0.kind")).ShouldBe((1, "powerOut"));
        var order = mine.Text("items.0.id")!;
        (await Told(order)).ShouldBe([keeper.Id]);
        (await other.Get("/api/v1/me/station-work-orders")).Items.ShouldBeEmpty();
        var path = $"/api/v1/me/station-work-orders/{order}/resolve";
        (await other.Post(path, new { note = "我来" })).ShouldBeRefused(404, "resource.not_found");
        (await staff.Post(path, new { note = "我来" })).ShouldBeRefused(404, "resource.not_found");
        (await keeper.Post(path, new { note = "已送电" })).ShouldBe(200).Text("status").ShouldBe("resolved");
        (await Seen(station)).Text("live.state").ShouldBe("normal");
        (await Seen(station)).Text("keeperId").ShouldBeNull();

        (await staff.Delete($"/staff/v1/stations/{station.Id}/keeper")).ShouldBe(204);
        (await lane.Sql.Count("stations WHERE id = @Id AND keeper_id IS NULL", new { station.Id })).ShouldBe(1);
        (await keeper.Get($"/staff/v1/stations/{station.Id}/display-code")).Status.ShouldBeOneOf(403, 404);
        _ = community;
    }

    [Fact]
    public async Task A_keeper_reads_no_numbers_of_persons_in_a_report_and_staff_read_it_whole()
    {
        var (_, station, staff) = await Made();
        var keeper = await lane.NewPerson();
        (await staff.Post($"/staff/v1/stations/{station.Id}/keeper", new { userId = keeper.Id.ToString() })).ShouldBe(200);
        (await Report(await lane.NewPerson(), station, "doorLocked", "门锁着，打138 0013 8000找我，微信号linmen_88")).ShouldBe(201);
        (await Report(await lane.NewPerson(), station, "doorLocked", "灯也没亮")).ShouldBe(201);

        var mine = (await keeper.Get("/api/v1/me/station-work-orders")).ShouldBe(200);
        var seen = (await Open(staff)).ShouldBe(200);

        mine["items.0.reports"].EnumerateArray().Select(note => note.GetString()).ShouldBe(["灯也没亮", "门锁着，打（已隐去）找我，（已隐去）"], ignoreOrder: true);
        seen["items.0.reports"].EnumerateArray().Select(note => note.GetString()).ShouldContain("门锁着，打138 0013 8000找我，微信号linmen_88");
    }

    [Fact]
    public async Task A_keeper_is_set_by_staff_of_the_area_from_somebody_who_is_there()
    {
        var (community, station, staff) = await Made();
        var courier = await lane.NewCourier(community);
        var registration = (await courier.Get("/api/v1/me/registrations")).Text("items.0.id")!;
        var path = $"/staff/v1/stations/{station.Id}/keeper";
        var neighbour = await (await lane.NewCommunityIn(community.DistrictId, community.StreetId)).Staff();

        (await neighbour.Post(path, new { registrationId = registration })).ShouldBeRefused(404, "resource.not_found");
        (await courier.Post(path, new { registrationId = registration })).ShouldBeRefused(403, "access.denied");
        (await staff.Post(path, new { })).ShouldBeRefused(400, "request.invalid");
        (await staff.Post(path, new { registrationId = registration, userId = "1" })).ShouldBeRefused(400, "request.invalid");
        (await staff.Post(path, new { registrationId = "999999999" })).ShouldBeRefused(400, "request.invalid");
        (await staff.Post(path, new { userId = "999999999" })).ShouldBeRefused(400, "request.invalid");
        (await staff.Post(path, new { registrationId = registration })).ShouldBe(200).Text("keeperId").ShouldBe(courier.Id.ToString());
    }

    [Fact]
    public async Task Work_orders_are_for_staff_of_the_area_and_reports_for_those_who_signed_in()
    {
        var (community, station, _) = await Made();
        await ReportedByTwo(station, "other");
        var neighbour = await (await lane.NewCommunityIn(community.DistrictId, community.StreetId)).Staff();
        var order = (await Open(await lane.NewStaff(community.StreetId))).Text("items.0.id")!;

        (await Open(neighbour)).Items.ShouldBeEmpty();
        (await Resolve(neighbour, order)).ShouldBeRefused(404, "resource.not_found");
        (await Resolve(await lane.NewPerson(), order)).ShouldBeRefused(403, "access.denied");
        (await Report(lane.Anyone, station, "other")).ShouldBeRefused(401, "session.required");
        (await (await lane.NewPerson()).Post("/api/v1/stations/999999999/reports", new { kind = "other" })).ShouldBeRefused(404, "resource.not_found");
        (await Report(await lane.NewPerson(), station, "rain")).ShouldBeRefused(400, "request.invalid");
        (await Report(await lane.NewPerson(), station, "other", "违规内容")).ShouldBeRefused(422, "content.risky");
        (await Resolve(await lane.NewStaff(community.DistrictId), order)).ShouldBe(200);
    }

    [Fact]
    public async Task Who_leaves_takes_the_words_along_and_keeps_no_station()
    {
        var (_, station, staff) = await Made();
        var keeper = await lane.NewPerson();
        await staff.Post($"/staff/v1/stations/{station.Id}/keeper", new { userId = keeper.Id.ToString() });
        (await Report(keeper, station, "other", "椅子坏了")).ShouldBe(201);

        (await keeper.Get("/api/v1/me/data")).ShouldBe(200).Body.ShouldContain("椅子坏了");
        (await keeper.Delete("/api/v1/me")).ShouldBe(204);

        (await lane.Sql.Count("station_reports WHERE user_id = @Id AND note_enc IS NULL", keeper)).ShouldBe(1);
        (await lane.Sql.Count("stations WHERE keeper_id = @Id", keeper)).ShouldBe(0);
    }

    private async Task<(Community Community, MadeStation Station, Person Staff)> Made()
    {
        var community = await lane.NewCommunity();
        return (community, await community.NewStation(), await community.Staff());
    }

    private static Task<Answer> Report(Client who, MadeStation station, string kind, string? note = null) =>
        who.Post($"/api/v1/stations/{station.Id}/reports", new { kind, note });

    private async Task ReportedByTwo(MadeStation station, string kind)
    {
        (await Report(await lane.NewPerson(), station, kind)).ShouldBe(201);
        (await Report(await lane.NewPerson(), station, kind)).ShouldBe(201);
    }

    private static Task<Answer> Open(Client staff) => staff.Get("/staff/v1/station-work-orders?status=open");

    private static Task<Answer> Resolve(Client staff, string order) =>
        staff.Post($"/staff/v1/station-work-orders/{order}/resolve", new { note = "已到现场处理" });

    private async Task<Answer> Seen(MadeStation station) => (await lane.Anyone.Get($"/open/v1/stations/{station.Id}")).ShouldBe(200);

    private Task<IReadOnlyList<long>> Told(string order) => lane.Sql.List<long>(
        "SELECT recipient_id FROM outbox_messages WHERE kind = 'station.workOrder' AND subject_id = @order", new { order });

    /// <summary>As a check-in that was accepted notes it.</summary>
    private async Task Visit(MadeStation station) => await lane.Part<Db>().InTransaction(async tx => await lane.Part<StationLiveness>().NoteVisit(
        tx, (await lane.Part<StationStore>().FindByCode(tx, station.Code))!, lane.Clock.Now));
}
