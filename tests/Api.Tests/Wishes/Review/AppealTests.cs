using LinYuan.Api.Features.Wishes.Review;
using LinYuan.Tests.Wishes.Afterwards;

namespace LinYuan.Tests.Wishes.Review;

public sealed class AppealTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private static readonly object Reason = new { reason = "灯是公共的，物业说不归他们管" };
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task An_appeal_is_decided_by_the_street_and_the_contact_is_there_when_it_is_approved()
    {
        var story = await WishStory.In(lane, "rejected");
        var street = await lane.NewStaff(story.Community.StreetId);
        (await story.SeenBy(story.Author)).Moves().ShouldBe(["appeal"]);

        var appealed = (await story.By(story.Author, "appeal", Reason)).ShouldBe(200);

        (appealed.Text("status"), appealed.Text("reviewReason")).ShouldBe(("pendingReview", "不属于微心愿"));
        appealed.Text("review.appealedAt").ShouldNotBeNull();
        (await lane.Told(story.Id, "wish.appealed")).ShouldBe([street.Id]);
        (await street.IdsOf("/staff/v1/wishes")).ShouldBe([story.Id]);
        (await story.SeenBy(street)).Moves().ShouldBe(["approve", "askChanges", "reject", "merge"]);
        (await story.SeenBy(story.Staff)).Moves().ShouldBeEmpty();
        (await story.ByStaff(street, "approve")).ShouldBe(200).Text("status").ShouldBe("open");
        (await story.Claim()).Text("contact.phone").ShouldBe("13900000000");
        (await story.Events()).ShouldContain("appeal:rejected->pendingReview:author");
    }

    [Fact]
    public async Task Neither_the_community_nor_whoever_turned_it_down_decides_an_appeal()
    {
        var story = await WishStory.In(lane, "pendingReview");
        var (rejecter, other) = (await lane.NewStaff(story.Community.DistrictId), await lane.NewStaff(story.Community.DistrictId));
        (await story.ByStaff(rejecter, "reject", new { reason = "不属于微心愿" })).ShouldBe(200);
        (await story.By(story.Author, "appeal", Reason)).ShouldBe(200);

        foreach (var staff in new[] { story.Staff, rejecter })
        {
            (await story.ByStaff(staff, "approve")).ShouldBeRefused(403, "wish.appeal_elsewhere");
            (await story.ByStaff(staff, "reject", Reason)).ShouldBeRefused(403, "wish.appeal_elsewhere");
            (await story.ByStaff(staff, "ask-changes", Reason)).ShouldBeRefused(403, "wish.appeal_elsewhere");
        }
        (await story.ByStaff(other, "ask-changes", new { reason = "请写清楚" })).ShouldBe(200);
        (await story.By(story.Author, "submit", WishStory.Words(story.Community))).ShouldBe(200);
        (await story.ByStaff(story.Staff, "approve")).ShouldBeRefused(403, "wish.appeal_elsewhere");
        (await story.ByStaff(other, "approve", new { version = 2 })).ShouldBe(200);
        // Once it is decided, the community looks after the wish as after any other.
        (await story.ByStaff(story.Staff, "cannot", Reason)).ShouldBe(200);
    }

    [Fact]
    public async Task A_second_rejection_is_final_and_leaves_no_contact()
    {
        var story = await WishStory.In(lane, "rejected");
        var street = await lane.NewStaff(story.Community.StreetId);
        await story.By(story.Author, "appeal", Reason);
        (await story.ByStaff(street, "reject", new { reason = "请走物业维修渠道" })).ShouldBe(200);

        (await story.By(story.Author, "appeal", Reason)).ShouldBeRefused(409, "wish.appeal_used");

        (await story.SeenBy(story.Author)).Moves().ShouldBeEmpty();
        (await story.SeenBy(story.Author)).Text("reviewReason").ShouldBe("请走物业维修渠道");
        (await story.Row<byte[]>("contact_enc")).ShouldBeNull();
    }

    [Fact]
    public async Task The_author_can_appeal_until_the_last_moment_of_the_fourteen_days_and_the_contact_is_kept_until_then()
    {
        var (intime, late) = (await WishStory.In(lane, "rejected"), await WishStory.In(lane, "rejected"));
        var end = (await late.SeenBy(late.Author)).Text("review.appealBy");
        lane.Clock.Advance(TimeSpan.FromDays(14) - TimeSpan.FromMinutes(1));
        await lane.Run<ForgetRejectedContacts>();
        (await late.Row<byte[]>("contact_enc")).ShouldNotBeNull();
        (await intime.By(intime.Author, "appeal", Reason)).ShouldBe(200);

        lane.AdvanceTo(end);
        (await late.SeenBy(late.Author)).Moves().ShouldBeEmpty();
        (await late.By(late.Author, "appeal", Reason)).ShouldBeRefused(409, "wish.appeal_over");
        await lane.Race<ForgetRejectedContacts>();

        (await late.Row<byte[]>("contact_enc")).ShouldBeNull();
        (await late.Status()).ShouldBe("rejected");
        (await intime.Row<byte[]>("contact_enc")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Only_the_author_can_appeal_and_only_against_a_rejection()
    {
        var rejected = await WishStory.In(lane, "rejected");
        (await rejected.By(rejected.Staff, "appeal", Reason)).ShouldBeRefused(403, "access.denied");
        (await rejected.By(rejected.Claimer, "appeal", Reason)).ShouldBeRefused(404, "resource.not_found");
        foreach (var status in new[] { "pendingReview", "draft", "open", "withdrawn", "unmet" })
        {
            var story = await WishStory.In(lane, status);
            (await story.By(story.Author, "appeal", Reason)).ShouldBeRefused(409, "wish.wrong_state");
        }
        (await rejected.By(rejected.Author, "appeal", new { reason = "" })).ShouldBeRefused(400, "request.invalid");
    }

    [Fact]
    public async Task Of_two_appeals_at_once_one_is_made()
    {
        var story = await WishStory.In(lane, "rejected");

        var answers = await Task.WhenAll(story.By(story.Author, "appeal", Reason), story.By(story.Author, "appeal", Reason));

        answers.Select(answer => answer.Status).Order().ShouldBe([200, 409]);
        (await story.EventsOf("appeal")).ShouldBe(1);
    }

    [Fact]
    public async Task An_appeal_that_the_street_leaves_lying_is_brought_before_the_district()
    {
        var story = await WishStory.In(lane, "rejected");
        var (_, district) = (await lane.NewStaff(story.Community.StreetId), await lane.NewStaff(story.Community.DistrictId));
        await story.By(story.Author, "appeal", Reason);
        lane.Clock.Advance(TimeSpan.FromDays(6));

        await lane.Run<EscalateReviews>();

        (await lane.Told(story.Id, "wish.escalated")).ShouldBe([district.Id]);
    }

    [Fact]
    public async Task An_author_who_deletes_the_account_after_a_rejection_leaves_no_contact()
    {
        var story = await WishStory.In(lane, "rejected");

        (await story.Author.Delete("/api/v1/me")).ShouldBe(204);

        (await story.Row<byte[]>("contact_enc")).ShouldBeNull();
    }
}
