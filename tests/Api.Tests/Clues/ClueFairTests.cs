using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Tests.Registrations.GridWorkers;
using LinYuan.Tests.Wishes;
using LinYuan.Tests.Wishes.Afterwards;

namespace LinYuan.Tests.Clues;

/// <summary>What nobody may do to a reporter or an owner on the way: call a report false alone, merge its urgency away, ask or tell what is not so.</summary>
public sealed class ClueFairTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string Risky = "这是一段违规的话语";
    private readonly Lane lane = fixture.Lane;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reporter_without_a_phone_is_not_drawn(bool hasPhone)
    {
        var story = await ClueStory.Begin(lane);
        await story.Submit();
        for (var tries = 0; tries < 100 && !await IsDrawn(story); tries++)
        {
            story = await ClueStory.Begin(lane, story);
            await story.Submit();
        }
        if (hasPhone)
            await story.Reporter.BindsPhone();
        await story.Accept();
        await story.Dispatch();
        await story.Sign();
        await story.Resolve();

        (await story.Row<DateTimeOffset?>("call_from")).ShouldBe(hasPhone ? lane.Clock.Now + TimeSpan.FromDays(3) : null);
        lane.Clock.Advance(TimeSpan.FromDays(3));
        (await story.Desk.IdsOf("/staff/v1/clue-call-backs")).ShouldBe(hasPhone ? new[] { story.Id } : []);
    }

    [Fact]
    public async Task What_an_owner_or_a_reporter_writes_is_checked_and_nothing_is_lost_when_nobody_can_check_it()
    {
        var story = await ClueStory.In(lane, "accepted");
        var (worker, _) = await lane.NewGridWorker(story.Community);
        await story.Dispatch(to: worker);
        (await story.ByStaff(worker, "return", new { reason = Risky })).ShouldBeRefused(422, "content.risky");
        (await story.ByStaff(worker, "sign")).ShouldBe(200);
        (await story.ByStaff(worker, "ask-reporter", new { question = Risky })).ShouldBeRefused(422, "content.risky");
        (await story.ByStaff(worker, "extend", new { reason = Risky, days = 2 })).ShouldBeRefused(422, "content.risky");
        (await story.ByStaff(worker, "resolve", new { outcome = "solved", text = Risky })).ShouldBeRefused(422, "content.risky");
        (await story.ByStaff(worker, "ask-reporter", new { question = "是哪一盏灯？" })).ShouldBe(200);
        (await story.By(story.Reporter, "answer", new { text = Risky })).ShouldBeRefused(422, "content.risky");
        (await story.By(story.Reporter, "answer", new { text = "东边第二盏" })).ShouldBe(200);
        (await story.ByStaff(worker, "resolve", new { outcome = "solved", text = "已换好灯泡" })).ShouldBe(200);
        (await story.By(story.Reporter, "call-back", new { answer = "notSolved", words = Risky })).ShouldBeRefused(422, "content.risky");
        (await story.Status()).ShouldBe("resolved");

        lane.StandIn.SetActivity(story.Reporter.OpenId, TimeSpan.FromHours(3));
        (await story.By(story.Reporter, "call-back", new { answer = "notSolved", words = Risky })).ShouldBe(200);

        var refused = await ClueStory.In(lane, "notAccepted", story);
        (await refused.By(refused.Reporter, "appeal", new { reason = Risky })).ShouldBeRefused(422, "content.risky");
    }

    [Fact]
    public async Task What_the_reporter_says_is_not_solved_the_desk_alone_cannot_call_false()
    {
        var story = await ClueStory.In(lane, "accepted");
        var (worker, id) = await lane.NewGridWorker(story.Community);
        await story.Dispatch(to: worker);
        (await story.ByStaff(worker, "sign")).ShouldBe(200);
        (await story.ByStaff(worker, "resolve", new { outcome = "solved", text = "已换好灯泡" })).ShouldBe(200);
        var signed = await ClueStory.In(lane, "accepted", story);
        await signed.Dispatch(to: worker);
        (await signed.ByStaff(worker, "sign")).ShouldBe(200);
        await worker.StepBack(id);
        await story.CallBack("notSolved");

        foreach (var clue in new[] { story, signed })
        {
            (await clue.Status()).ShouldBe("accepted");
            (await clue.SeenBy(clue.Desk)).Actions().ShouldBe(["dispatch"]);
            (await clue.ByStaff(clue.Desk, "mark-false", new { reason = "现场没有" })).ShouldBeRefused(403, "clue.back_stop").Text("title")!.ShouldContain("派办过");
            (await clue.SeenBy(clue.Desk)).Text("staff.signedAt").ShouldBeNull();
        }
        (await story.ByStaff(story.Street, "mark-false", new { reason = "现场没有" })).ShouldBe(200);
    }

    [Fact]
    public async Task An_emergency_is_not_merged_into_what_may_wait()
    {
        var normal = await ClueStory.In(lane, "accepted");
        var emergency = await ClueStory.Begin(lane, normal);
        await emergency.Submit(ClueStory.Words(normal.Community, isEmergency: true, acknowledged: true));

        (await emergency.ByStaff(emergency.Desk, "merge", new { into = normal.Id })).ShouldBeRefused(409, "clue.merge_target").Text("title")!.ShouldContain("更紧急");

        await emergency.Accept("emergency");
        var same = await ClueStory.In(lane, "submitted", normal);
        (await same.ByStaff(same.Desk, "merge", new { into = emergency.Id })).ShouldBe(200);
    }

    [Fact]
    public async Task Part_time_grid_workers_stand_in_both_lists_under_the_same_name()
    {
        var story = await ClueStory.In(lane, "accepted");
        var (worker, _) = await lane.NewGridWorker(story.Community);

        var listed = (await story.Desk.Get("/staff/v1/grid-workers?status=appointed")).ShouldBe(200).Items.Single();
        var owner = (await story.Desk.Get($"/staff/v1/clues/{story.Id}/possible-owners")).ShouldBe(200).Items
            .Single(one => one.GetProperty("isPartTime").GetBoolean());

        listed.GetProperty("userId").GetString().ShouldBe(worker.Id.ToString());
        owner.GetProperty("userId").GetString().ShouldBe(worker.Id.ToString());
        (owner.GetProperty("name").GetString(), listed.GetProperty("realName").GetString()).ShouldBe(("测*", "测*"));
    }

    [Fact]
    public async Task Nobody_is_offered_to_ask_a_reporter_who_is_gone()
    {
        var story = await ClueStory.In(lane, "inProgress");
        (await story.SeenBy(story.Owner)).Actions().ShouldContain("askReporter");

        (await story.Reporter.Delete("/api/v1/me")).ShouldBe(204);

        (await story.SeenBy(story.Owner)).Actions().ShouldNotContain("askReporter");
    }

    [Fact]
    public async Task A_question_that_nobody_waits_for_any_more_is_not_shown_as_news()
    {
        var unanswered = await ClueStory.In(lane, "waitingReporter");
        var story = await ClueStory.In(lane, "accepted");
        var (worker, id) = await lane.NewGridWorker(story.Community);
        await story.Dispatch(to: worker);
        (await story.ByStaff(worker, "sign")).ShouldBe(200);
        (await story.ByStaff(worker, "ask-reporter", new { question = "是哪一盏灯？" })).ShouldBe(200);

        await worker.StepBack(id);
        await unanswered.LetPass(TimeSpan.FromDays(5));

        (await story.Status(), await unanswered.Status()).ShouldBe(("accepted", "inProgress"));
        foreach (var clue in new[] { story, unanswered })
            (await clue.SeenBy(clue.Reporter)).Text("note").ShouldBeNull();
    }

    [Fact]
    public async Task When_the_owner_of_a_supervised_clue_leaves_nobody_is_told_to_dispatch_it()
    {
        var story = await ClueStory.In(lane, "accepted");
        var (worker, id) = await lane.NewGridWorker(story.Community);
        await story.Dispatch(to: worker);
        for (var round = 0; round < 2; round++)
        {
            (await story.ByStaff(worker, "sign")).ShouldBe(200);
            (await story.ByStaff(worker, "resolve", new { outcome = "solved", text = "已换好灯泡" })).ShouldBe(200);
            await story.CallBack("notSolved");
        }

        await worker.StepBack(id);

        (await story.Status()).ShouldBe("supervised");
        foreach (var staff in new[] { story.Desk, story.Street })
        {
            (await story.ToldTo(staff)).ShouldContain("clue.leftSupervised");
            (await story.ToldTo(staff)).ShouldNotContain("clue.ownerLeft");
        }
        ClueNews.Table.Words["clue.leftSupervised"].Words.ShouldBe("承办人已离任，由街道或区里办结");
    }

    private async Task<bool> IsDrawn(ClueStory story)
    {
        var clue = await lane.Part<Db>().Read(session => lane.Part<ClueStore>().Find(session, long.Parse(story.Id)));
        return lane.Part<ClueCalls>().DrawFrom(clue!, lane.Clock.Now) is not null;
    }
}
