using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Tests.Clues;
using LinYuan.Tests.Wishes;
using Microsoft.Extensions.Options;

namespace LinYuan.Tests.Shared.Outbox;

public sealed class QuietHoursTests(QuietLane fixture) : IClassFixture<QuietLane>
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);
    private readonly Lane lane = fixture.Lane;

    [Theory]
    [InlineData("2026-03-03 05:45", "2026-03-03 08:00")]
    [InlineData("2026-03-03 07:59:59.999", "2026-03-03 08:00")]
    [InlineData("2026-03-03 08:00", "2026-03-03 08:00")]
    [InlineData("2026-03-03 12:00", "2026-03-03 12:00")]
    [InlineData("2026-03-03 21:59:59.999", "2026-03-03 21:59:59.999")]
    [InlineData("2026-03-03 22:00", "2026-03-04 08:00")]
    [InlineData("2026-12-31 23:59", "2027-01-01 08:00")]
    [InlineData("2026-03-03 00:00", "2026-03-03 08:00")]
    public void What_falls_into_the_night_in_China_is_due_at_its_end(string moment, string due) =>
        new QuietHours(Options.Create(new QuietHoursOptions())).Following(At(moment)).ShouldBe(At(due));

    [Theory]
    [InlineData("13:00", "14:30", "2026-03-03 13:30", "2026-03-03 14:30")]
    [InlineData("13:00", "14:30", "2026-03-03 14:30", "2026-03-03 14:30")]
    [InlineData("13:00", "14:30", "2026-03-03 02:00", "2026-03-03 02:00")]
    [InlineData("08:00", "08:00", "2026-03-03 02:00", "2026-03-03 02:00")]
    public void The_hours_are_a_setting_and_the_same_time_twice_means_never(string from, string until, string moment, string due) =>
        Quiet(from, until).Following(At(moment)).ShouldBe(At(due));

    [Fact]
    public async Task A_reminder_that_falls_due_before_dawn_is_delivered_at_eight()
    {
        var story = await WishStory.Begin(lane);
        GoTo(8, 0);
        await story.Reach("open");
        await lane.DeliverOutbox();
        // Half of the three days to make contact is at 05:45 then.
        GoTo(17, 45);
        await story.Claim();
        await lane.DeliverOutbox();
        lane.Clock.Advance(TimeSpan.FromHours(36));
        await lane.RunJobs();
        (await story.Messages("wish.leaseEnding")).ShouldBe(["wish.leaseEnding:waiting"]);

        await lane.DeliverOutbox();
        (await story.Messages("wish.leaseEnding")).ShouldBe(["wish.leaseEnding:waiting"]);
        GoTo(7, 59);
        await lane.DeliverOutbox();
        (await story.Messages("wish.leaseEnding")).ShouldBe(["wish.leaseEnding:waiting"]);
        GoTo(8, 0);
        await lane.DeliverOutbox();

        (await story.Messages("wish.leaseEnding")).ShouldBe(["wish.leaseEnding:delivered"]);
    }

    [Fact]
    public async Task What_somebody_does_at_ten_in_the_evening_is_told_in_the_morning_and_a_minute_before_at_once()
    {
        var (early, late) = (await WishStory.In(lane, "open"), await WishStory.In(lane, "open"));
        GoTo(21, 59);
        await early.Claim();
        await lane.DeliverOutbox();
        (await early.Messages("wish.claimed")).ShouldBe(["wish.claimed:delivered"]);

        GoTo(22, 0);
        await late.Claim();
        await lane.DeliverOutbox();
        (await late.Messages("wish.claimed")).ShouldBe(["wish.claimed:waiting"]);

        GoTo(8, 0);
        await lane.DeliverOutbox();
        (await late.Messages("wish.claimed")).ShouldBe(["wish.claimed:delivered"]);
    }

    [Fact]
    public async Task An_emergency_wakes_those_who_must_act_and_an_ordinary_clue_nobody()
    {
        GoTo(23, 0);
        var (emergency, ordinary) = (await ClueStory.Begin(lane), await ClueStory.Begin(lane));
        await emergency.Submit(ClueStory.Words(emergency.Community, kind: "fireRisk", isEmergency: true, acknowledged: true));
        await ordinary.Submit();

        await lane.DeliverOutbox();

        (await StatesOf(emergency, emergency.Desk)).ShouldBe(["clue.arrived:delivered"]);
        (await StatesOf(emergency, emergency.Street)).ShouldBe(["clue.escalated:delivered"]);
        (await StatesOf(ordinary, ordinary.Desk)).ShouldBe(["clue.arrived:waiting"]);
        await emergency.Accept(urgency: "emergency");
        await lane.DeliverOutbox();
        // The reporter is told in the morning that it was taken up.
        (await StatesOf(emergency, emergency.Reporter)).ShouldBe(["clue.accepted:waiting"]);
    }

    [Fact]
    public async Task A_message_that_could_not_go_out_in_the_evening_or_is_sent_again_at_night_waits_for_the_morning_too()
    {
        var (store, db) = (lane.Part<OutboxStore>(), lane.Part<Db>());
        var (polite, alarm) = (lane.Unique("polite"), lane.Unique("alarm"));
        GoTo(21, 59);
        await db.InTransaction(async tx =>
        {
            await store.Add(tx, new OutboxMessage(polite, 1, 1, polite), lane.Clock.Now);
            await store.Add(tx, new OutboxMessage(alarm, 1, 1, alarm) { AtAnyHour = true }, lane.Clock.Now);
        });
        var later = lane.Clock.Now.AddMinutes(10);
        await lane.Sql.Execute("UPDATE outbox_messages SET state = 'leased', owner = 'somebody' WHERE kind IN @kinds", new { kinds = new[] { polite, alarm } });
        await db.InTransaction(async tx =>
        {
            await store.RetryAt(tx, "somebody", [await Leased(polite)], "not now", later);
            await store.RetryAt(tx, "somebody", [await Leased(alarm)], "not now", later);
        });

        (await DueOf(alarm)).ShouldBe(later);
        (await DueOf(polite)).ShouldBe(later.AddMinutes(-9).AddHours(10));

        GoTo(3, 0);
        await lane.Sql.Execute("UPDATE outbox_messages SET state = 'dead' WHERE kind IN @kinds", new { kinds = new[] { polite, alarm } });
        await db.InTransaction(async tx => await store.Resend(tx, await IdOf(polite), lane.Clock.Now) + await store.Resend(tx, await IdOf(alarm), lane.Clock.Now));
        (await DueOf(alarm)).ShouldBe(lane.Clock.Now);
        (await DueOf(polite)).ShouldBe(lane.Clock.Now.AddHours(5));
    }

    private async Task<LeasedMessage> Leased(string kind) => new(await IdOf(kind), kind, 1, 1, 1, lane.Clock.Now) { Owner = "somebody" };

    /// <summary>The next time that clocks in China show this.</summary>
    private void GoTo(int hour, int minute)
    {
        var local = lane.Clock.Now.ToOffset(China);
        var wanted = new DateTimeOffset(local.Date.AddHours(hour).AddMinutes(minute), China);
        lane.Clock.Advance((wanted < local ? wanted.AddDays(1) : wanted) - local);
    }

    private Task<IReadOnlyList<string>> StatesOf(ClueStory story, Person who) => lane.Sql.List<string>(
        "SELECT CONCAT(kind, ':', state) FROM outbox_messages WHERE subject_id = @Subject AND recipient_id = @Id AND kind LIKE 'clue.%' ORDER BY id",
        new { Subject = story.Id, who.Id });

    private Task<long> IdOf(string kind) => lane.Sql.Value<long>("SELECT id FROM outbox_messages WHERE kind = @kind", new { kind });

    private async Task<DateTimeOffset> DueOf(string kind) =>
        new(await lane.Sql.Value<DateTime>("SELECT due_at FROM outbox_messages WHERE kind = @kind", new { kind }), TimeSpan.Zero);

    private static QuietHours Quiet(string from, string until) =>
        new(Options.Create(new QuietHoursOptions { From = TimeOnly.Parse(from), Until = TimeOnly.Parse(until) }));

    private static DateTimeOffset At(string local) =>
        new DateTimeOffset(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), China).ToUniversalTime();
}
