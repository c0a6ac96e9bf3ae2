using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Members.StaffPosts;
using LinYuan.Api.Features.Wishes.Afterwards;
using LinYuan.Api.Features.Wishes.Review;
using LinYuan.Tests.Clues;
using LinYuan.Tests.Stations;
using LinYuan.Tests.Wishes;
using LinYuan.Tests.Wishes.Afterwards;

namespace LinYuan.Tests.Members.Staff;

/// <summary>News for a level reaches somebody, whatever levels have staff.</summary>
public sealed class StaffNewsTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task A_late_review_in_a_street_without_staff_is_brought_before_the_district()
    {
        var story = await WishStory.In(lane, "pendingReview");
        var district = await lane.NewStaff(story.Community.DistrictId);
        lane.Clock.Advance(TimeSpan.FromDays(6));

        await lane.Run<EscalateReviews>();

        (await lane.Told(story.Id, "wish.escalated")).ShouldBe([district.Id]);
        (await district.IdsOf("/staff/v1/wishes?escalated=true")).ShouldBe([story.Id]);
    }

    [Fact]
    public async Task A_late_review_where_nobody_works_comes_again_every_hour_until_somebody_has_it()
    {
        var story = await WishStory.In(lane, "pendingReview");
        lane.Clock.Advance(TimeSpan.FromDays(6));
        await lane.Run<EscalateReviews>();
        (await story.EventsOf("escalate")).ShouldBe(0);
        (await story.SeenBy(story.Author)).Text("review.escalatedAt").ShouldBeNull();

        var district = await lane.NewStaff(story.Community.DistrictId);
        lane.Clock.Advance(StaffNews.AskAgain - WishStory.Instant);
        await lane.Run<EscalateReviews>();
        (await lane.Told(story.Id, "wish.escalated")).ShouldBeEmpty();
        lane.Clock.Advance(WishStory.Instant);
        await lane.Race<EscalateReviews>();

        (await lane.Told(story.Id, "wish.escalated")).ShouldBe([district.Id]);
        (await story.EventsOf("escalate")).ShouldBe(1);
    }

    [Fact]
    public async Task A_wish_that_waits_for_a_decision_comes_again_until_somebody_has_it()
    {
        var place = await lane.NewCommunity();
        var staff = await place.Staff();
        var story = await WishStory.In(lane, "open", place);
        // The only one who could decide has left otherwise than by deleting the account.
        await lane.Sql.Execute("DELETE FROM staff_roles WHERE user_id = @Id", new { staff.Id });
        lane.Clock.Advance(TimeSpan.FromDays(14));
        await lane.Run<AgeOpenWishes>();
        lane.Clock.Advance(TimeSpan.FromDays(46));
        await lane.Run<AgeOpenWishes>();
        (await story.EventsOf("callForDecision")).ShouldBe(0);

        var street = await lane.NewStaff(place.StreetId);
        lane.Clock.Advance(StaffNews.AskAgain);
        await lane.Run<AgeOpenWishes>();

        (await lane.Told(story.Id, "wish.undecided")).ShouldBe([street.Id]);
        (await street.IdsOf("/staff/v1/wishes?undecided=true")).ShouldBe([story.Id]);
    }

    [Fact]
    public async Task An_appeal_is_told_to_the_district_when_the_street_has_only_the_one_who_turned_the_wish_down()
    {
        var story = await WishStory.In(lane, "pendingReview");
        var (street, district) = (await lane.NewStaff(story.Community.StreetId), await lane.NewStaff(story.Community.DistrictId));
        (await story.ByStaff(street, "reject", new { reason = "不属于微心愿" })).ShouldBe(200);

        (await story.By(story.Author, "appeal", new { reason = "灯是公共的" })).ShouldBe(200);

        (await lane.Told(story.Id, "wish.appealed")).ShouldBe([district.Id]);
    }

    [Fact]
    public async Task An_appeal_that_nobody_could_hear_is_told_as_soon_as_somebody_works_there()
    {
        var story = await WishStory.In(lane, "rejected");
        (await story.By(story.Author, "appeal", new { reason = "灯是公共的" })).ShouldBe(200);
        await lane.Run<TellNewStaff>();
        (await lane.Told(story.Id, "wish.appealed")).ShouldBeEmpty();

        var street = await lane.NewStaff(story.Community.StreetId);
        lane.Clock.Advance(TimeSpan.FromMinutes(5));
        await lane.Race<TellNewStaff>();
        lane.Clock.Advance(TimeSpan.FromMinutes(5));
        await lane.Run<TellNewStaff>();

        (await lane.Told(story.Id, "wish.appealed")).ShouldBe([street.Id]);
        (await Unheard(story.Id)).ShouldBe(0);
    }

    [Fact]
    public async Task News_that_is_no_longer_true_when_somebody_comes_is_not_sent()
    {
        var story = await WishStory.In(lane, "rejected");
        (await story.By(story.Author, "appeal", new { reason = "灯是公共的" })).ShouldBe(200);
        (await story.By(story.Author, "withdraw")).ShouldBe(200);
        await lane.NewStaff(story.Community.StreetId);

        await lane.Run<TellNewStaff>();
        await lane.DeliverOutbox();

        (await story.Messages("wish.appealed")).ShouldBe(["wish.appealed:obsolete"]);
    }

    [Fact]
    public async Task A_clue_in_a_community_without_staff_is_told_to_the_street_and_an_emergency_without_a_street_to_the_district()
    {
        var (first, second) = (await lane.NewCommunity(), await lane.NewCommunity());
        var (street, district) = (await lane.NewStaff(first.StreetId), await lane.NewStaff(second.DistrictId));

        var ordinary = (await (await lane.NewPerson()).Post("/api/v1/clues", ClueStory.Words(first))).ShouldBe(201).Id;
        var emergency = (await (await lane.NewPerson()).Post("/api/v1/clues", ClueStory.Words(second, isEmergency: true, acknowledged: true))).ShouldBe(201).Id;

        (await lane.Told(ordinary, "clue.arrived")).ShouldBe([street.Id]);
        (await lane.Told(emergency, "clue.arrived")).ShouldBe([district.Id]);
        (await lane.Told(emergency, "clue.escalated")).ShouldBe([district.Id]);
    }

    [Fact]
    public async Task A_clue_that_nobody_could_hear_of_is_told_with_its_lateness_as_soon_as_somebody_works_there()
    {
        var place = await lane.NewCommunity();
        var clue = (await (await lane.NewPerson()).Post("/api/v1/clues", ClueStory.Words(place))).ShouldBe(201).Id;
        lane.Clock.Advance(TimeSpan.FromDays(3));
        await ClueStory.RunClocks(lane);
        (await lane.Told(clue, "clue.arrived")).ShouldBeEmpty();
        (await Unheard(clue)).ShouldBe(2);

        var (desk, street) = (await place.Staff(), await lane.NewStaff(place.StreetId));
        await lane.Run<TellNewStaff>();

        (await lane.Told(clue, "clue.arrived")).ShouldBe([desk.Id]);
        (await lane.Told(clue, "clue.escalated")).ShouldBe([street.Id]);
        (await Unheard(clue)).ShouldBe(0);
    }

    [Fact]
    public async Task An_extension_that_the_only_one_of_the_street_asks_for_is_decided_by_the_district()
    {
        var story = await ClueStory.Begin(lane);
        await story.Submit();
        await story.Accept();
        await story.Dispatch(to: story.Street);
        (await story.ByStaff(story.Street, "sign")).ShouldBe(200);

        (await story.ByStaff(story.Street, "extend", new { days = 2, reason = "配件还没有到" })).ShouldBe(200);

        (await lane.Told(story.Id, "clue.extensionAsked")).ShouldBe([story.District.Id]);
    }

    [Fact]
    public async Task A_work_order_climbs_to_whoever_looks_after_the_station()
    {
        var place = await lane.NewCommunity();
        var district = await lane.NewStaff(place.DistrictId);
        var station = await place.NewStation();
        await lane.Sql.Execute("DELETE FROM staff_roles WHERE area_id = @Id", new { place.Id });

        await ReportedByTwo(station);

        (await lane.Told(await OrderOf(station), "station.workOrder")).ShouldBe([district.Id]);
    }

    [Fact]
    public async Task An_application_as_grid_worker_and_its_confirmation_climb_too()
    {
        var place = await lane.NewCommunity();
        var (courier, staff, district) = (await lane.NewCourier(place), await place.Staff(), await lane.NewStaff(place.DistrictId));
        var id = (await courier.Post("/api/v1/me/grid-worker-applications", new { communityId = place.IdText })).ShouldBe(201).Id;
        (await lane.Told(id, "gridWorker.applied")).ShouldBe([staff.Id]);
        foreach (var step in new[] { "train", "appoint" })
            (await staff.Post($"/staff/v1/grid-workers/{id}/{step}")).ShouldBe(200);

        (await lane.Told(id, "gridWorker.toConfirm")).ShouldBe([district.Id]);
    }

    private Task<long> Unheard(string subjectId) => lane.Sql.Count("unheard_news WHERE subject_id = @subjectId", new { subjectId });

    private async Task ReportedByTwo(MadeStation station)
    {
        for (var reporter = 0; reporter < 2; reporter++)
            (await (await lane.NewPerson()).Post($"/api/v1/stations/{station.Id}/reports", new { kind = "waterEmpty" })).ShouldBe(201);
    }

    private async Task<string> OrderOf(MadeStation station) =>
        (await lane.Sql.Value<long>("SELECT id FROM station_work_orders WHERE station_id = @Id", new { station.Id })).ToString();
}
