using LinYuan.Api.Features.Wishes.Timers;
using LinYuan.Api.Shared.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace LinYuan.Tests.Wishes;

public sealed class ReminderTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private static readonly TimeSpan Extension = TimeSpan.FromDays(3);
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task A_claimer_is_reminded_of_the_contact_at_half_and_at_nine_tenths_of_the_time_and_no_more()
    {
        var story = await WishStory.In(lane, "claimed");

        await ShouldBeRemindedTwiceIn(story, WishStory.ContactLimit);
    }

    [Fact]
    public async Task After_the_contact_the_reminders_begin_anew_for_the_delivery()
    {
        var story = await WishStory.In(lane, "claimed");
        await story.LetPass(WishStory.ContactLimit * 0.5);
        (await Reminders(story)).ShouldBe(1);

        await story.Contacted();

        await ShouldBeRemindedTwiceIn(story, WishStory.DeliveryLimit);
    }

    [Fact]
    public async Task After_an_extension_the_reminders_begin_anew_for_the_longer_limit()
    {
        var story = await WishStory.In(lane, "inProgress");
        await story.LetPass(WishStory.DeliveryLimit * 0.9);
        var left = WishStory.DeliveryLimit * 0.1;

        await story.Extend();

        await ShouldBeRemindedTwiceIn(story, left + Extension);
    }

    [Fact]
    public async Task A_claimer_who_gets_the_wish_back_from_a_dispute_is_reminded_of_the_new_limit()
    {
        var story = await WishStory.In(lane, "inProgress");
        await story.LetPass(WishStory.DeliveryLimit * 0.9);
        await story.Deliver();
        await story.Dispute();
        await story.LetPass(TimeSpan.FromDays(2));

        await story.Resolve("inProgress");

        await ShouldBeRemindedTwiceIn(story, WishStory.DeliveryLimit);
    }

    [Fact]
    public async Task Runners_that_race_remind_once()
    {
        var story = await WishStory.In(lane, "claimed");
        lane.Clock.Advance(WishStory.ContactLimit * 0.5);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ActivatorUtilities.CreateInstance<JobRunner>(lane.Services).RunDue(CancellationToken.None)));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RunJob()));

        (await Reminders(story)).ShouldBe(1);
    }

    [Fact]
    public async Task The_job_run_four_times_at_once_without_a_lease_reminds_each_claimer_once()
    {
        var stories = await WishStory.Several(lane, "claimed");
        lane.Clock.Advance(WishStory.ContactLimit * 0.5);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RunJob()));

        foreach (var story in stories)
        {
            (await Reminders(story)).ShouldBe(1);
            // A second count would leave out the reminder at nine tenths.
            (await lane.Sql.Value<int>("SELECT reminders FROM wish_claims WHERE wish_id = @Id", new { story.Id })).ShouldBe(1);
        }
    }

    [Fact]
    public async Task Nobody_is_reminded_of_a_wish_that_was_given_back()
    {
        var story = await WishStory.In(lane, "claimed");
        await story.Release();

        await story.LetPass(WishStory.ContactLimit);

        (await Reminders(story)).ShouldBe(0);
    }

    [Fact]
    public async Task A_reminder_that_was_not_sent_before_the_wish_was_given_back_is_not_sent_at_all()
    {
        var story = await WishStory.In(lane, "claimed");
        await lane.DeliverOutbox();
        await story.LetPass(WishStory.ContactLimit * 0.5);
        await story.Release();

        await lane.DeliverOutbox();

        (await story.Messages("wish.leaseEnding")).ShouldBe(["wish.leaseEnding:obsolete"]);
    }

    [Fact]
    public async Task Nobody_is_reminded_while_the_resident_is_asked()
    {
        var story = await WishStory.In(lane, "inProgress");
        await story.Deliver();

        await story.LetPass(WishStory.DeliveryLimit * 0.6);

        (await Reminders(story)).ShouldBe(0);
    }

    [Fact]
    public async Task A_job_that_comes_too_late_does_not_remind_of_a_limit_that_is_over()
    {
        var story = await WishStory.In(lane, "claimed");
        lane.Clock.Advance(WishStory.ContactLimit);

        await RunJob();

        (await Reminders(story)).ShouldBe(0);
    }

    private static async Task ShouldBeRemindedTwiceIn(WishStory story, TimeSpan limit)
    {
        var before = await Reminders(story);
        await story.LetPass(limit * 0.5 - TimeSpan.FromMinutes(2));
        (await Reminders(story)).ShouldBe(before);
        await story.LetPass(TimeSpan.FromMinutes(2));
        (await Reminders(story)).ShouldBe(before + 1);
        await story.LetPass(limit * 0.4 - TimeSpan.FromMinutes(2));
        (await Reminders(story)).ShouldBe(before + 1);
        await story.LetPass(TimeSpan.FromMinutes(2));
        (await Reminders(story)).ShouldBe(before + 2);
        await story.LetPass(limit * 0.1 - TimeSpan.FromMinutes(2));
        (await Reminders(story)).ShouldBe(before + 2);
        await story.LetPass(TimeSpan.FromMinutes(4));
        (await story.Status()).ShouldBe("open");
        (await Reminders(story)).ShouldBe(before + 2);
    }

    private Task<int> RunJob() => lane.Services.GetServices<IJob>().OfType<RemindClaimers>().Single().Run(lane.Clock.Now, CancellationToken.None);

    private static async Task<int> Reminders(WishStory story) => (await story.Messages("wish.leaseEnding")).Count;
}
