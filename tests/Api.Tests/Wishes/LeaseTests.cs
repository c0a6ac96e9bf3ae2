using LinYuan.Api.Features.Wishes.Timers;
using LinYuan.Api.Shared.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace LinYuan.Tests.Wishes;

public sealed class LeaseTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Contact_may_be_reported_up_to_the_last_moment_of_the_72_hours()
    {
        var story = await WishStory.In(lane, "claimed");
        lane.Clock.Advance(WishStory.ContactLimit - WishStory.Instant);
        await lane.RunJobs();

        (await story.Contacted()).Text("status").ShouldBe("inProgress");
    }

    [Theory]
    [InlineData("contacted")]
    [InlineData("extend")]
    [InlineData("release")]
    [InlineData("deliver")]
    [InlineData("contact-reveals")]
    public async Task At_the_moment_when_the_contact_was_due_the_claimer_is_too_late_even_if_no_job_has_run(string action)
    {
        var story = await WishStory.In(lane, "claimed");
        lane.Clock.Advance(WishStory.ContactLimit);

        (await story.By(story.Claimer, action, action is "extend" or "release" ? """{"reason":"再等一等"}""" : "{}")).ShouldBeRefused(409, "wish.lease_over");

        (await story.Status()).ShouldBe("claimed");
        (await story.SeenBy(story.Claimer)).Moves().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_delivery_may_be_reported_up_to_the_last_moment_of_the_seven_days()
    {
        var story = await WishStory.In(lane, "inProgress");
        lane.Clock.Advance(WishStory.DeliveryLimit - WishStory.Instant);
        await lane.RunJobs();

        (await story.Deliver()).Text("status").ShouldBe("delivered");
    }

    [Fact]
    public async Task At_the_moment_when_the_delivery_was_due_the_claimer_is_too_late_even_with_the_code()
    {
        var story = await WishStory.In(lane, "inProgress");
        var code = await story.HandoverCode();
        lane.Clock.Advance(WishStory.DeliveryLimit);

        (await story.By(story.Claimer, "deliver")).ShouldBeRefused(409, "wish.lease_over");
        (await story.By(story.Claimer, "deliver", new { handoverCode = code })).ShouldBeRefused(409, "wish.lease_over");

        (await story.Claimer.Points()).ShouldBe(0);
    }

    [Fact]
    public async Task Another_member_may_claim_a_wish_whose_lease_is_over_before_the_job_has_run()
    {
        var story = await WishStory.In(lane, "inProgress");
        var other = await lane.NewMember(story.Community);
        lane.Clock.Advance(WishStory.DeliveryLimit - WishStory.Instant);
        (await story.By(other, "claim")).ShouldBeRefused(409, "wish.not_claimable");
        lane.Clock.Advance(WishStory.Instant);

        (await story.Claim(other)).Text("contact.phone").ShouldBe("13900000000");

        (await story.Events()).TakeLast(2).ShouldBe(["expire:inProgress->open:system", "claim:open->claimed:claimer"]);
        (await story.Claims()).ShouldBe(["expired", "live"]);
        await lane.RunJobs();
        (await story.Status()).ShouldBe("claimed");
    }

    [Theory]
    [InlineData("claimed", 72)]
    [InlineData("inProgress", 168)]
    public async Task Three_runners_that_race_reopen_a_wish_once(string status, int hours)
    {
        var story = await WishStory.In(lane, status);
        lane.Clock.Advance(TimeSpan.FromHours(hours));

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ =>
            ActivatorUtilities.CreateInstance<JobRunner>(lane.Services).RunDue(CancellationToken.None)));

        await ShouldBeReopenedOnce(story, $"expire:{status}->open:system");
    }

    [Fact]
    public async Task The_job_run_four_times_at_once_without_a_lease_reopens_each_wish_once()
    {
        var stories = await WishStory.Several(lane, "claimed");
        lane.Clock.Advance(WishStory.ContactLimit);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            lane.Part<ExpireWishLeases>().Run(lane.Clock.Now, CancellationToken.None)));

        foreach (var story in stories)
            await ShouldBeReopenedOnce(story, "expire:claimed->open:system");
    }

    [Theory]
    [InlineData("claimed", 72)]
    [InlineData("inProgress", 168)]
    public async Task The_limit_may_be_extended_once_by_three_days(string status, int hours)
    {
        var story = await WishStory.In(lane, status);
        var before = (await story.SeenBy(story.Claimer))["lease.deliverBy"].GetDateTimeOffset();

        var extended = await story.Extend();
        (await story.By(story.Claimer, "extend", new { reason = "还要几天" })).ShouldBeRefused(409, "wish.extension_used");

        extended["lease.deliverBy"].GetDateTimeOffset().ShouldBe(before.AddDays(3));
        await story.LetPass(TimeSpan.FromHours(hours) + TimeSpan.FromDays(3) - WishStory.Instant);
        (await story.Status()).ShouldBe(status);
        await story.LetPass(WishStory.Instant + TimeSpan.FromMinutes(1));
        (await story.Status()).ShouldBe("open");
        (await story.EventsOf("extend")).ShouldBe(1);
    }

    [Fact]
    public async Task Extensions_at_once_give_one()
    {
        var story = await WishStory.In(lane, "claimed");

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => story.By(story.Claimer, "extend", new { reason = "材料未到" })));

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        foreach (var refused in answers.Where(answer => answer.Status != 200))
            refused.ShouldBeRefused(409, "wish.extension_used");
        (await story.Row<DateTime>("contact_by")).ShouldBe((lane.Clock.Now + WishStory.ContactLimit).UtcDateTime.AddDays(3));
    }

    [Theory]
    [InlineData("claimed")]
    [InlineData("inProgress")]
    public async Task A_wish_that_is_given_back_is_open_at_once_and_it_costs_nothing(string status)
    {
        var story = await WishStory.In(lane, status);

        var released = await story.Release();

        released.Text("status").ShouldBe("open");
        released.Moves().ShouldBe(["claim"]);
        released["lease"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await story.Claimer.Points()).ShouldBe(0);
        (await story.Claims()).ShouldBe(["released"]);
        (await story.Claim()).Text("wish.status").ShouldBe("claimed");
    }

    [Fact]
    public async Task Who_gave_a_wish_back_gets_the_contact_by_no_route()
    {
        var story = await WishStory.In(lane, "open");
        var keys = await OpenTheContact(story);

        await story.Release();

        await ShouldBeLockedOut(story, keys);
        await story.Claim(await lane.NewMember(story.Community));
        await ShouldBeLockedOut(story, keys);
    }

    [Fact]
    public async Task Who_let_the_time_run_out_gets_the_contact_by_no_route()
    {
        // Shorter than the day for which a key's answer is kept.
        var soon = new Dictionary<string, string>(StringComparer.Ordinal) { ["Wishes:ContactWithin"] = "01:00:00" };
        await using var ownLane = await Lane.Start(new LaneSettings { Options = soon });
        var story = await WishStory.In(ownLane, "open");
        var keys = await OpenTheContact(story);

        ownLane.Clock.Advance(TimeSpan.FromHours(1));

        await ShouldBeLockedOut(story, keys);
        await ownLane.RunJobs();
        await ShouldBeLockedOut(story, keys);
        await story.Claim(await ownLane.NewMember(story.Community));
        await ShouldBeLockedOut(story, keys);
    }

    private static async Task<(string Claim, string Reveal)> OpenTheContact(WishStory story)
    {
        var (claim, reveal) = (Client.NewKey(), Client.NewKey());
        for (var time = 0; time < 2; time++)
        {
            (await story.By(story.Claimer, "claim", key: claim)).ShouldBe(200).Body.ShouldContain("13900000000");
            (await story.By(story.Claimer, "contact-reveals", key: reveal)).ShouldBe(201).Body.ShouldContain("13900000000");
        }
        return (claim, reveal);
    }

    private static async Task ShouldBeLockedOut(WishStory story, (string Claim, string Reveal) keys)
    {
        var former = story.Claimer;
        string[] paths = [$"/api/v1/wishes/{story.Id}", "/api/v1/me/claims", $"/api/v1/wishes/{story.Id}/timeline", $"/open/v1/wishes/{story.Id}"];
        foreach (var path in paths)
            (await former.Get(path)).ShouldBe(200).Body.ShouldNotContain("13900000000");
        (await story.By(former, "contact-reveals")).ShouldBeRefused(409, "wish.lease_over");
        (await story.By(former, "contact-reveals", key: keys.Reveal)).ShouldBeRefused(409, "wish.lease_over");
        (await story.By(former, "claim", key: keys.Claim)).ShouldBeRefused(409, "wish.lease_over");
    }

    private static async Task ShouldBeReopenedOnce(WishStory story, string line)
    {
        (await story.Status()).ShouldBe("open");
        (await story.Events()).Count(entry => entry == line).ShouldBe(1);
        (await story.Claims()).ShouldBe(["expired"]);
        foreach (var column in new[] { "claim_id", "claimer_id", "contact_by", "deliver_by", "handover_code_enc" })
            (await story.Row<object>(column)).ShouldBeNull();
    }
}
