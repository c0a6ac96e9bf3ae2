using LinYuan.Api.Features.Wishes.Timers;
using LinYuan.Api.Shared.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace LinYuan.Tests.Wishes;

/// <summary>What comes of a delivery that the resident does not confirm: a dispute, or silence.</summary>
public sealed class DisputeTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Why_a_delivery_is_disputed_is_read_by_those_concerned_alone()
    {
        var story = await WishStory.In(lane, "disputed");

        foreach (var reader in new Client[] { story.Author, story.Staff, story.Claimer })
            (await reader.Get($"/api/v1/wishes/{story.Id}/timeline")).ShouldBe(200).Items[^1].GetProperty("reason").GetString().ShouldBe("灯还是不亮");
        (await (await lane.NewPerson()).Get($"/api/v1/wishes/{story.Id}/timeline")).ShouldBe(200).Body.ShouldNotContain("灯还是不亮");
        (await Traces.Of(lane, "灯还是不亮")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_dispute_that_is_decided_for_the_giver_pays_once_and_still_takes_a_score()
    {
        var story = await WishStory.In(lane, "disputed");

        var resolved = await story.Resolve("fulfilled");

        resolved.Text("status").ShouldBe("fulfilled");
        (await story.Claimer.Points()).ShouldBe(20);
        (await story.Claims()).ShouldBe(["completed"]);
        (await story.Row<byte[]>("contact_enc")).ShouldBeNull();
        (await story.Confirm(score: 1)).Number("score").ShouldBe(1);
        (await story.Claimer.Points()).ShouldBe(20);
        (await story.Events()).TakeLast(3).ShouldBe(
            ["dispute:delivered->disputed:author", "resolveDispute:disputed->fulfilled:staff", "confirm:fulfilled->fulfilled:author"]);
    }

    [Fact]
    public async Task A_dispute_may_give_the_giver_another_seven_days()
    {
        var story = await WishStory.In(lane, "disputed");
        lane.Clock.Advance(TimeSpan.FromDays(20));

        var resolved = await story.Resolve("inProgress");

        resolved["lease.deliverBy"].GetDateTimeOffset().ShouldBe(lane.Clock.Now + WishStory.DeliveryLimit);
        resolved["deliveredAt"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await story.Claims()).ShouldBe(["live"]);
        (await story.Claimer.Points()).ShouldBe(0);
        (await story.By(story.Claimer, "contact-reveals")).ShouldBe(201);
        await story.Deliver();
        await story.Confirm();
        (await story.Claimer.Points()).ShouldBe(20);
    }

    [Fact]
    public async Task A_dispute_may_open_the_wish_to_others_and_lock_the_contact()
    {
        var story = await WishStory.In(lane, "disputed");
        var other = await lane.NewMember(story.Community);

        (await story.Resolve("open")).Text("status").ShouldBe("open");

        (await story.Claims()).ShouldBe(["reopened"]);
        (await story.By(story.Claimer, "contact-reveals")).ShouldBeRefused(409, "wish.lease_over");
        (await story.By(story.Claimer, "deliver")).ShouldBeRefused(409, "wish.lease_over");
        await story.Claim(other);
        await story.Contacted(other);
        (await story.By(other, "deliver")).ShouldBe(200);
        await story.Confirm();
        (await story.Claimer.Points(), await other.Points()).ShouldBe((0, 20));
    }

    [Theory]
    [InlineData("withdrawn")]
    [InlineData("delivered")]
    [InlineData("whatever")]
    [InlineData(null)]
    public async Task A_dispute_has_no_other_outcome(string? outcome)
    {
        var story = await WishStory.In(lane, "disputed");

        (await story.ByStaff(story.Staff, "resolve-dispute", new { outcome })).ShouldBeRefused(400, "request.invalid");

        (await story.Status()).ShouldBe("disputed");
    }

    [Fact]
    public async Task Nobody_resolves_a_dispute_about_their_own_help_or_their_own_wish()
    {
        var place = await lane.NewCommunity();
        var helper = await (await lane.NewMember(place)).BecomesStaffOf(place.Id);
        var resident = await (await lane.NewPerson()).BecomesStaffOf(place.StreetId);
        var story = new WishStory(lane, place, resident, await place.Staff(), helper);
        await story.Reach("disputed");

        foreach (var concerned in new[] { helper, resident })
            (await story.ByStaff(concerned, "resolve-dispute", new { outcome = "fulfilled" })).ShouldBeRefused(403, "wish.own_case")
                .Text("title")!.ShouldContain(concerned == helper ? "您自己认领的" : "自己发布的");

        (await helper.Points()).ShouldBe(0);
        (await story.Resolve("fulfilled")).Text("status").ShouldBe("fulfilled");
    }

    [Fact]
    public async Task Two_decisions_at_once_are_one()
    {
        var story = await WishStory.In(lane, "disputed");
        var other = await lane.NewStaff(story.Community.DistrictId);

        var answers = await Task.WhenAll(
            story.ByStaff(story.Staff, "resolve-dispute", new { outcome = "fulfilled" }),
            story.ByStaff(other, "resolve-dispute", new { outcome = "open" }));

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        answers.Single(answer => answer.Status != 200).ShouldBeRefused(409, "wish.wrong_state");
        (await story.EventsOf("resolveDispute")).ShouldBe(1);
        (await story.Claimer.Points()).ShouldBe(await story.Status() == "fulfilled" ? 20 : 0);
    }

    [Fact]
    public async Task After_seven_silent_days_a_delivery_counts_as_unconfirmed_for_half_the_points()
    {
        var story = await WishStory.In(lane, "delivered");
        await story.LetPass(WishStory.ConfirmLimit - WishStory.Instant);
        (await story.Status()).ShouldBe("delivered");
        lane.Clock.Advance(WishStory.Instant + TimeSpan.FromMinutes(5));

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ =>
            ActivatorUtilities.CreateInstance<JobRunner>(lane.Services).RunDue(CancellationToken.None)));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RunJob()));

        await ShouldBeUnconfirmedOnce(story);
        (await story.By(story.Author, "confirm", new { score = 5 })).ShouldBeRefused(409, "wish.wrong_state");
        (await story.By(story.Author, "dispute", new { reason = "没有来过" })).ShouldBeRefused(409, "wish.wrong_state");
        await ShouldBeUnconfirmedOnce(story);
    }

    [Fact]
    public async Task The_job_run_four_times_at_once_without_a_lease_closes_each_delivery_once()
    {
        var stories = await WishStory.Several(lane, "delivered");
        lane.Clock.Advance(WishStory.ConfirmLimit);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RunJob()));

        foreach (var story in stories)
            await ShouldBeUnconfirmedOnce(story);
    }

    [Fact]
    public async Task A_confirmation_and_the_time_out_at_the_same_instant_are_one_of_the_two()
    {
        for (var round = 0; round < 8; round++)
        {
            var story = await WishStory.In(lane, "delivered");
            lane.Clock.Advance(WishStory.ConfirmLimit);

            var confirming = story.By(story.Author, "confirm", new { score = 5 });
            await Task.WhenAll(confirming, RunJob(), RunJob());

            var answer = await confirming;
            var confirmed = answer.Status == 200;
            if (!confirmed)
                answer.ShouldBeRefused(409, "wish.wrong_state");
            (await story.Status()).ShouldBe(confirmed ? "fulfilled" : "fulfilledUnconfirmed");
            (await story.Claimer.Points()).ShouldBe(confirmed ? 20 : 10);
            (await story.EventsOf("confirm"), await story.EventsOf("timeOut")).ShouldBe(confirmed ? (1, 0) : (0, 1));
            (await lane.Sql.Count("point_entries WHERE source_kind = 'wish' AND source_id = @Id", new { story.Id })).ShouldBe(2);
        }
    }

    [Fact]
    public async Task A_dispute_stops_the_silence_from_counting()
    {
        var story = await WishStory.In(lane, "disputed");

        await story.LetPass(WishStory.ConfirmLimit * 2);

        (await story.Status()).ShouldBe("disputed");
        (await story.Claimer.Points()).ShouldBe(0);
    }

    private async Task ShouldBeUnconfirmedOnce(WishStory story)
    {
        (await story.Status()).ShouldBe("fulfilledUnconfirmed");
        (await story.EventsOf("timeOut")).ShouldBe(1);
        (await story.Claims()).ShouldBe(["completed"]);
        (await story.Row<byte[]>("contact_enc")).ShouldBeNull();
        (await lane.Sql.List<string>("""
            SELECT CONCAT(account_kind, ' ', account_id, ' ', amount, ' ', reason) FROM point_entries
            WHERE source_kind = 'wish' AND source_id = @Id ORDER BY amount DESC
            """, new { story.Id })).ShouldBe([$"user {story.Claimer.Id} 10 wishUnconfirmed", $"community {story.Community.Id} -10 wishUnconfirmed"]);
        (await story.Claimer.Points()).ShouldBe(10);
    }

    private Task<int> RunJob() =>
        lane.Services.GetServices<IJob>().OfType<CloseSilentDeliveries>().Single().Run(lane.Clock.Now, CancellationToken.None);
}
