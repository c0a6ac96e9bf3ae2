using LinYuan.Tests.Registrations.Units;
using LinYuan.Tests.Stations;
using LinYuan.Tests.Wishes.Afterwards;

namespace LinYuan.Tests.Members.Staff;

/// <summary>Who leaves leaves no queue to nobody.</summary>
public sealed class LastStaffTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string Me = "/api/v1/me";
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task The_only_staff_of_two_communities_cannot_delete_the_account_while_nobody_works_above()
    {
        var (first, second) = (await lane.NewCommunity(), await lane.NewCommunity());
        var staff = await (await lane.NewStaff(first.Id)).BecomesStaffOf(second.Id);

        var refused = (await staff.Delete(Me)).ShouldBeRefused(409, "staff.last_one");

        refused.Text("title").ShouldBe($"您是{first.Name}、{second.Name}唯一的工作人员，上级也没有人。请先安排接替的人，再注销账号");
        (await staff.Get("/staff/v1/wishes")).ShouldBe(200);
        await lane.NewStaff(first.Id);
        (await staff.Delete(Me)).ShouldBeRefused(409, "staff.last_one").Text("title")!.ShouldStartWith($"您是{second.Name}唯一");
        await lane.NewStaff(second.DistrictId);
        (await staff.Delete(Me)).ShouldBe(204);
    }

    [Fact]
    public async Task The_level_above_takes_the_queue_over_and_is_told_once()
    {
        var place = await lane.NewCommunity();
        var (staff, street, district) = (await place.Staff(), await lane.NewStaff(place.StreetId), await lane.NewStaff(place.DistrictId));

        (await staff.Delete(Me)).ShouldBe(204);

        (await lane.Told(place.IdText, "staff.vacant")).ShouldBe([street.Id]);
        await lane.DeliverOutbox();
        var sent = await lane.Sql.List<string>("SELECT state FROM outbox_messages WHERE kind = 'staff.vacant' AND recipient_id = @Id", new { street.Id });
        sent.ShouldBe(["delivered"]);
        (await district.Delete(Me)).ShouldBe(409);
    }

    [Fact]
    public async Task It_is_no_news_any_more_when_somebody_works_there_again()
    {
        var place = await lane.NewCommunity();
        var (staff, street) = (await place.Staff(), await lane.NewStaff(place.StreetId));
        (await staff.Delete(Me)).ShouldBe(204);
        await lane.NewStaff(place.Id);

        await lane.DeliverOutbox();

        (await lane.Sql.Value<string>("SELECT state FROM outbox_messages WHERE kind = 'staff.vacant' AND recipient_id = @Id", new { street.Id }))
            .ShouldBe("obsolete");
    }

    [Fact]
    public async Task Of_several_who_work_there_each_may_go_but_the_last_and_nobody_is_told()
    {
        var place = await lane.NewCommunity();
        var (one, other, street) = (await lane.NewStaff(place.Id), await lane.NewStaff(place.Id), await lane.NewStaff(place.StreetId));

        (await one.Delete(Me)).ShouldBe(204);

        (await lane.Told(place.IdText, "staff.vacant")).ShouldBeEmpty();
        (await street.Delete(Me)).ShouldBeRefused(409, "staff.last_one");
        (await other.Delete(Me)).ShouldBe(204);
        (await lane.Told(place.IdText, "staff.vacant")).ShouldBe([street.Id]);
    }

    [Fact]
    public async Task Of_the_last_two_who_leave_at_once_one_stays()
    {
        for (var round = 0; round < 8; round++)
        {
            var place = await lane.NewCommunity();
            var (one, other) = (await lane.NewStaff(place.Id), await lane.NewStaff(place.Id));

            var answers = await Task.WhenAll(one.Delete(Me), other.Delete(Me));

            answers.Select(answer => answer.Status).Order().ShouldBe([204, 409]);
            answers.Single(answer => answer.Status == 409).ShouldBeRefused(409, "staff.last_one");
            (await lane.Sql.Count("staff_roles WHERE area_id = @Id", new { place.Id })).ShouldBe(1);
        }
    }

    [Fact]
    public async Task Of_the_last_below_and_the_last_above_who_leave_at_once_one_stays()
    {
        for (var round = 0; round < 8; round++)
        {
            var place = await lane.NewCommunity();
            var (below, above) = (await lane.NewStaff(place.Id), await lane.NewStaff(place.StreetId));

            var answers = await Task.WhenAll(below.Delete(Me), above.Delete(Me));

            answers[1].ShouldBeRefused(409, "staff.last_one");
            answers[0].ShouldBe(204);
        }
    }

    [Fact]
    public async Task The_export_names_where_somebody_works()
    {
        var place = await lane.NewCommunity();

        var held = (await (await place.Staff()).Get(Me + "/data")).ShouldBe(200);

        (held.Text("staffRoles.0.role"), held.Text("staffRoles.0.areaId")).ShouldBe(("staff", place.IdText));
    }

    [Fact]
    public async Task The_community_is_told_that_a_station_has_no_keeper_any_more()
    {
        var place = await lane.NewCommunity();
        var (staff, station, keeper) = (await place.Staff(), await place.NewStation(), await lane.NewPerson());
        (await staff.Post($"/staff/v1/stations/{station.Id}/keeper", new { userId = keeper.Id.ToString() })).ShouldBe(200);

        (await keeper.Delete(Me)).ShouldBe(204);

        (await lane.Told(station.Id, "station.keeperLeft")).ShouldBe([staff.Id]);
    }

    [Fact]
    public async Task The_district_is_told_that_a_unit_has_nobody_who_speaks_for_it_any_more_and_not_before_the_last()
    {
        var unit = await UnitStory.Begin(lane);
        var (one, other) = (await unit.NewSecretary(), await unit.NewSecretary());

        (await one.Delete(Me)).ShouldBe(204);
        (await lane.Told(unit.Id, "unit.secretaryLeft")).ShouldBeEmpty();
        (await other.Delete(Me)).ShouldBe(204);

        (await lane.Told(unit.Id, "unit.secretaryLeft")).ShouldBe([unit.District.Id]);
    }

    [Fact]
    public async Task Of_the_last_two_secretaries_who_leave_at_once_the_second_is_told_of()
    {
        for (var round = 0; round < 5; round++)
        {
            var unit = await UnitStory.Begin(lane);
            var (one, other) = (await unit.NewSecretary(), await unit.NewSecretary());

            foreach (var answer in await Task.WhenAll(one.Delete(Me), other.Delete(Me)))
                answer.ShouldBe(204);

            (await lane.Told(unit.Id, "unit.secretaryLeft")).ShouldBe([unit.District.Id]);
        }
    }

    [Fact]
    public async Task The_community_is_told_that_a_team_has_no_leader_any_more()
    {
        var place = await lane.NewCommunity();
        var (staff, leader) = (await place.Staff(), await lane.NewMember(place));
        var team = (await staff.Post("/staff/v1/teams", new { communityId = place.IdText, name = lane.Unique("队"), leaderId = leader.Id.ToString() }))
            .ShouldBe(201).Id;

        (await leader.Delete(Me)).ShouldBe(204);

        (await lane.Told(team, "team.leaderLeft")).ShouldBe([staff.Id]);
    }
}
