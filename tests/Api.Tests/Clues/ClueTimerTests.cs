using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Features.Clues.Reporting;
using LinYuan.Api.Shared.Cases;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LinYuan.Tests.Clues;

/// <summary>What the clock does, and that it does it once.</summary>
public sealed class ClueTimerTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task What_nobody_takes_up_in_two_working_hours_is_told_to_the_street_once()
    {
        var story = await ClueStory.In(lane, "submitted");
        var due = lane.Part<DeskHours>().AcceptBy(lane.Clock.Now);
        await story.LetPass(due - lane.Clock.Now - TimeSpan.FromMilliseconds(1));
        (await story.EventsOf("escalate")).ShouldBe(0);

        await Race(due - lane.Clock.Now);

        (await story.EventsOf("escalate")).ShouldBe(1);
        (await story.ToldTo(story.Street)).ShouldBe(["clue.escalated"]);
        (await story.Street.Get($"/staff/v1/clues?late=true&areaId={story.Community.IdText}")).ShouldBe(200).Items.Count.ShouldBe(1);
        await story.Accept();
        (await story.Street.Get($"/staff/v1/clues?late=true&areaId={story.Community.IdText}")).ShouldBe(200).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_nobody_signs_for_in_a_day_is_told_to_the_street_once()
    {
        var story = await ClueStory.In(lane, "dispatched");

        await Race(TimeSpan.FromHours(24));
        await story.LetPass(TimeSpan.FromHours(24));

        (await story.EventsOf("escalate")).ShouldBe(1);
        (await story.ByStaff(story.Desk, "dispatch", new { ownerId = story.Desk.Id.ToString() })).ShouldBeRefused(409, "clue.wrong_state");
        await story.Dispatch(to: story.Desk, by: story.Street);
        (await story.ByStaff(story.Owner, "sign")).ShouldBeRefused(404, "resource.not_found");
        (await story.ByStaff(story.Desk, "sign")).ShouldBe(200);
    }

    [Fact]
    public async Task While_the_reporter_is_asked_the_clock_stands_for_five_days_in_all()
    {
        var story = await ClueStory.In(lane, "waitingReporter");
        var due = await story.Row<DateTimeOffset>("due_at");
        await story.LetPass(TimeSpan.FromDays(2));
        (await story.By(story.Reporter, "answer", new { text = "东边第二盏" })).ShouldBe(200);
        (await story.Row<DateTimeOffset>("due_at")).ShouldBe(due + TimeSpan.FromDays(2));
        await story.Ask();

        await Race(TimeSpan.FromDays(3));

        (await story.Status()).ShouldBe("inProgress");
        (await story.EventsOf("resume")).ShouldBe(1);
        (await story.Row<DateTimeOffset>("due_at")).ShouldBe(due + TimeSpan.FromDays(5));
        (await story.ByStaff(story.Owner, "ask-reporter", new { question = "再问一次" })).ShouldBeRefused(409, "clue.no_more_waiting");
        (await story.EventsOf("fallLate")).ShouldBe(0);
    }

    [Fact]
    public async Task A_deadline_that_has_passed_is_told_to_the_owner_and_the_street_once()
    {
        var story = await ClueStory.In(lane, "inProgress");

        await Race(TimeSpan.FromDays(7));
        await story.LetPass(TimeSpan.FromDays(1));

        (await story.EventsOf("fallLate")).ShouldBe(1);
        (await story.ToldTo(story.Owner)).ShouldBe(["clue.dispatched", "clue.late"]);
        (await story.SeenBy(story.Owner))["isLate"].GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Silence_for_seven_days_closes_it_as_not_answered_and_never_as_satisfied()
    {
        var story = await ClueStory.In(lane, "resolved");
        await Race(ClueStory.CallBackLimit);

        (await story.Events()).Count(line => line == "timeOut:resolved->closedNoAnswer:system").ShouldBe(1);
        (await story.By(story.Reporter, "call-back", new { answer = "solved" })).ShouldBeRefused(409, "clue.wrong_state");
        var figures = (await lane.Anyone.Get($"/open/v1/statistics?areaId={story.Community.IdText}")).ShouldBe(200);
        (figures.Number("clues.received"), figures.Number("clues.resolved"), figures.Number("clues.unanswered"), figures.Number("clues.rated"))
            .ShouldBe((1, 0, 1, 0));
    }

    [Fact]
    public async Task A_call_back_that_comes_too_late_is_refused_also_while_the_job_is_late()
    {
        var story = await ClueStory.In(lane, "resolved");
        lane.Clock.Advance(ClueStory.CallBackLimit);

        (await story.By(story.Reporter, "call-back", new { answer = "solved" })).ShouldBeRefused(409, "clue.call_back_over");
    }

    [Theory]
    [InlineData("2026-03-02T09:00", "2026-03-02T11:00")]
    [InlineData("2026-03-02T16:30", "2026-03-03T09:30")]
    [InlineData("2026-03-02T22:00", "2026-03-03T10:30")]
    [InlineData("2026-03-06T17:00", "2026-03-09T10:00")]
    [InlineData("2026-03-07T12:00", "2026-03-09T10:30")]
    public void Two_working_hours_leave_out_nights_and_weekends(string reported, string acceptBy)
    {
        var desk = new DeskHours(new WorkingDays([], []), Options.Create(new ClueOptions()));

        desk.AcceptBy(DateTimeOffset.Parse(reported + "+08:00")).ShouldBe(DateTimeOffset.Parse(acceptBy + "+08:00"));
    }

    /// <summary>Moves the clock, then lets three runners of each job race.</summary>
    private async Task Race(TimeSpan time)
    {
        lane.Clock.Advance(time);
        var jobs = lane.Services.GetServices<IJob>().Where(job => job is MoveDueCases { Name: "MoveDueCases.clue" }).ToList();
        await Task.WhenAll(jobs.SelectMany(job => Enumerable.Range(0, 3).Select(_ => job.Run(lane.Clock.Now, CancellationToken.None))));
        await ClueStory.RunClocks(lane);
    }
}
