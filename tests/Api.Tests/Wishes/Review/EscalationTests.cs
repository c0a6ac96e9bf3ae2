using LinYuan.Api.Features.Wishes.Review;
using LinYuan.Api.Shared.Time;
using LinYuan.Tests.Wishes.Afterwards;

namespace LinYuan.Tests.Wishes.Review;

public sealed class EscalationTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task A_wish_that_nobody_has_reviewed_for_three_working_days_is_brought_before_the_street_at_that_moment()
    {
        var story = await WishStory.Begin(lane);
        var (street, district) = (await lane.NewStaff(story.Community.StreetId), await lane.NewStaff(story.Community.DistrictId));
        var posted = await story.Post();
        var due = posted.Text("review.reviewBy");
        due.ShouldBe((await story.SeenBy(story.Staff)).Text("review.reviewBy"));
        var calendar = new WorkingDays([], []);
        Moment(due).ShouldBe(calendar.Add(lane.Clock.Now, 3));

        lane.AdvanceTo(due, less: WishStory.Instant);
        await lane.Run<EscalateReviews>();
        (await street.IdsOf("/staff/v1/wishes?escalated=true")).ShouldBeEmpty();

        lane.AdvanceTo(due);
        await lane.Run<EscalateReviews>();

        (await street.IdsOf("/staff/v1/wishes?escalated=true")).ShouldBe([story.Id]);
        (await district.IdsOf("/staff/v1/wishes?escalated=true")).ShouldBe([story.Id]);
        (await lane.Told(story.Id, "wish.escalated")).ShouldBe([street.Id]);
        (await story.Events()).ShouldBe(["submit:->pendingReview:author", "escalate:pendingReview->pendingReview:system"]);
        Moment((await story.SeenBy(story.Author)).Text("review.escalatedAt")).ShouldBe(lane.Clock.Now);
    }

    [Fact]
    public async Task Runners_that_race_escalate_each_wish_once()
    {
        var stories = await WishStory.Several(lane, "pendingReview");
        foreach (var story in stories)
            await lane.NewStaff(story.Community.StreetId);
        lane.Clock.Advance(TimeSpan.FromDays(6));

        await lane.Race<EscalateReviews>();
        lane.Clock.Advance(TimeSpan.FromDays(6));
        await lane.Race<EscalateReviews>();

        foreach (var story in stories)
        {
            (await story.EventsOf("escalate")).ShouldBe(1);
            (await lane.Told(story.Id, "wish.escalated")).Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task The_community_may_still_decide_and_then_it_is_escalated_no_more()
    {
        var story = await Escalated();

        await story.Approve();

        (await story.Staff.IdsOf("/staff/v1/wishes?escalated=true")).ShouldBeEmpty();
        (await story.SeenBy(story.Staff))["review.escalatedAt"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task A_wish_handed_in_again_keeps_its_place_in_the_queue_and_gets_its_working_days_anew()
    {
        var story = await Escalated();
        var later = await WishStory.In(lane, "pendingReview", story.Community);
        await story.ByStaff(story.Staff, "ask-changes", new { reason = "请写清楚哪一盏灯" });
        lane.Clock.Advance(TimeSpan.FromDays(1));

        (await story.By(story.Author, "submit", WishStory.Words(story.Community))).ShouldBe(200);

        (await story.Staff.IdsOf("/staff/v1/wishes")).ShouldBe([story.Id, later.Id]);
        var seen = await story.SeenBy(story.Staff);
        Moment(seen.Text("review.waitingSince")).ShouldBe(lane.Clock.Now);
        lane.AdvanceTo(seen.Text("review.reviewBy"), less: WishStory.Instant);
        await lane.Run<EscalateReviews>();
        (await story.EventsOf("escalate")).ShouldBe(1);
        lane.AdvanceTo(seen.Text("review.reviewBy"));
        await lane.Run<EscalateReviews>();
        (await story.EventsOf("escalate")).ShouldBe(2);
    }

    [Fact]
    public async Task An_author_who_is_staff_of_the_street_does_not_hear_of_the_own_wish_but_the_district_does()
    {
        var place = await lane.NewCommunity();
        var (author, district) = (await lane.NewStaff(place.StreetId), await lane.NewStaff(place.DistrictId));
        var story = new WishStory(lane, place, author, await place.Staff(), await lane.NewPerson());
        await story.Post();
        lane.Clock.Advance(TimeSpan.FromDays(6));

        await lane.Run<EscalateReviews>();

        (await story.EventsOf("escalate")).ShouldBe(1);
        (await lane.Told(story.Id, "wish.escalated")).ShouldBe([district.Id]);
    }

    [Theory]
    [InlineData("escalated=yes")]
    [InlineData("cold=1")]
    [InlineData("undecided=True")]
    [InlineData("escalated=true&cold=true")]
    [InlineData("escalated=true&status=pendingReview")]
    [InlineData("escalated=true&after=x")]
    public async Task A_filter_that_makes_no_sense_is_refused(string query) =>
        (await (await (await lane.NewCommunity()).Staff()).Get("/staff/v1/wishes?" + query)).ShouldBeRefused(400, "request.invalid");

    [Fact]
    public async Task Nobody_but_the_author_and_staff_reads_of_the_review()
    {
        var story = await WishStory.In(lane, "open");

        (await story.SeenBy(story.Author))["review"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Object);
        (await story.SeenBy(story.Claimer))["review"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    private async Task<WishStory> Escalated()
    {
        var story = await WishStory.In(lane, "pendingReview");
        await lane.NewStaff(story.Community.StreetId);
        lane.Clock.Advance(TimeSpan.FromDays(6));
        await lane.Run<EscalateReviews>();
        (await story.EventsOf("escalate")).ShouldBe(1);
        return story;
    }

    private static DateTimeOffset Moment(string? text) => DateTimeOffset.Parse(text!, System.Globalization.CultureInfo.InvariantCulture);
}
