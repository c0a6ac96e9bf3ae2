using LinYuan.Tests.Points;
using LinYuan.Tests.Wishes;

namespace LinYuan.Tests.Clues;

/// <summary>Where the life of a clue stops people: the back-stop, extensions, questions to nobody, points for what was not there, and mutes.</summary>
public sealed class ClueLimitTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task What_was_returned_twice_the_desk_may_not_call_false_either()
    {
        var story = await ClueStory.In(lane, "dispatched");
        (await story.ByStaff(story.Owner, "return", new { reason = "不在我的网格" })).ShouldBe(200);
        await story.Dispatch();
        (await story.ByStaff(story.Owner, "return", new { reason = "不在我的网格" })).ShouldBe(200);

        (await story.ByStaff(story.Desk, "mark-false", new { reason = "现场没有" })).ShouldBeRefused(403, "clue.back_stop");

        (await story.SeenBy(story.Desk)).Actions().ShouldBeEmpty();
        (await story.ByStaff(story.Street, "mark-false", new { reason = "现场没有" })).ShouldBe(200);
    }

    [Theory]
    [InlineData("""{"class":"fireRisk","place":"","text":""}""")]
    [InlineData("""{"class":"peopleInNeed"}""")]
    [InlineData("""{"isEmergency":true,"place":"","text":"火"}""")]
    public async Task An_emergency_by_its_class_is_told_to_ring_before_any_field_is_looked_at(string body)
    {
        var reporter = await lane.NewPerson();

        (await reporter.Post("/api/v1/clues", body)).ShouldBeRefused(409, "clue.call_emergency_first");
        (await reporter.Post("/api/v1/clues", body.Replace("{", "{\"acknowledged\":true,", StringComparison.Ordinal))).ShouldBeRefused(400, "request.invalid");
    }

    [Fact]
    public async Task Nobody_is_asked_whose_account_is_deleted_and_the_clock_does_not_stand()
    {
        var story = await ClueStory.In(lane, "inProgress");
        (await story.Reporter.Delete("/api/v1/me")).ShouldBe(204);

        (await story.ByStaff(story.Owner, "ask-reporter", new { question = "是哪一盏灯？" })).ShouldBeRefused(409, "clue.reporter_gone");

        (await story.Status()).ShouldBe("inProgress");
        (await story.Row<DateTimeOffset?>("alarm_at")).ShouldBe(await story.Row<DateTimeOffset?>("due_at"));
    }

    [Fact]
    public async Task A_deadline_is_put_off_twice_at_most_and_by_no_more_than_it_was_long()
    {
        var story = await ClueStory.In(lane, "inProgress");
        (await Extend(story, 8)).ShouldBeRefused(409, "clue.extension_limit").Text("title")!.ShouldContain("7 天");
        (await Extend(story, 5)).ShouldBe(200);
        (await story.ByStaff(story.Street, "decide-extension", new { grants = true })).ShouldBe(200);
        (await Extend(story, 3)).ShouldBeRefused(409, "clue.extension_limit").Text("title")!.ShouldContain("2 天");
        (await Extend(story, 1)).ShouldBe(200);
        (await story.ByStaff(story.Street, "decide-extension", new { grants = true })).ShouldBe(200);

        (await Extend(story, 1)).ShouldBeRefused(409, "clue.extension_limit");

        (await story.SeenBy(story.Owner)).Actions().ShouldNotContain("extend");
        var emergency = await ClueStory.Begin(lane, story);
        await emergency.Submit(ClueStory.Words(story.Community, isEmergency: true, acknowledged: true));
        await emergency.Accept("emergency");
        await emergency.Dispatch();
        await emergency.Sign();
        (await Extend(emergency, 1)).ShouldBeRefused(409, "clue.extension_limit").Text("title")!.ShouldContain("紧急线索不能延期");
    }

    [Fact]
    public async Task An_extension_is_refused_with_a_reason_and_does_not_count()
    {
        var story = await ClueStory.In(lane, "inProgress");
        (await Extend(story, 5)).ShouldBe(200);
        (await story.ByStaff(story.Street, "decide-extension", new { grants = false })).ShouldBeRefused(400, "request.invalid")["errors.reason"]
            .GetArrayLength().ShouldBe(1);

        (await story.ByStaff(story.Street, "decide-extension", new { grants = false, reason = "材料已经到了" })).ShouldBe(200);

        (await story.Owner.Get($"/api/v1/clues/{story.Id}/timeline")).ShouldBe(200).Body.ShouldContain("材料已经到了");
        (await Extend(story, 7)).ShouldBe(200);
    }

    [Fact]
    public async Task Points_for_what_turns_out_to_be_false_are_taken_back_once()
    {
        var story = await ClueStory.In(lane, "accepted");
        (await story.Reporter.Points()).ShouldBe(2);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => story.ByStaff(story.Desk, "mark-false", new { reason = "现场没有" })));

        (await story.Reporter.Points()).ShouldBe(0);
        (await lane.Sql.Count("point_entries WHERE source_kind = 'clue' AND source_id = @Id AND reason = 'reversed'", new { story.Id })).ShouldBe(2);
        (await lane.Sql.Value<decimal>("SELECT SUM(amount) FROM point_entries WHERE source_kind = 'clue' AND source_id = @Id", new { story.Id })).ShouldBe(0);
        (await lane.SumOfAllEntries()).ShouldBe(0);
        (await lane.UnequalBalances()).ShouldBe(0);
    }

    [Fact]
    public async Task Who_mutes_a_clue_hears_only_what_waits_for_them()
    {
        var story = await ClueStory.In(lane, "submitted");
        var follower = await lane.NewPerson();
        (await story.By(follower, "mute")).ShouldBeRefused(404, "resource.not_found");
        (await story.By(story.Reporter, "mute")).ShouldBe(200)["muted"].GetBoolean().ShouldBeTrue();
        await story.Accept();
        (await story.By(follower, "follow")).ShouldBe(200)["muted"].GetBoolean().ShouldBeFalse();
        var muted = (await story.By(follower, "mute")).ShouldBe(200);
        (muted["follows"].GetBoolean(), muted["muted"].GetBoolean()).ShouldBe((true, true));
        await story.Dispatch();
        await story.Sign();
        await story.Ask();
        await lane.DeliverOutbox();
        (await story.By(story.Reporter, "answer", new { text = "东边第二盏" })).ShouldBe(200);
        await story.Resolve();
        await lane.DeliverOutbox();

        (await Sent(story, story.Reporter)).ShouldBe(["clue.asked", "clue.resolved"]);
        (await Sent(story, follower)).ShouldBeEmpty();
        (await follower.Delete($"/api/v1/clues/{story.Id}/mute")).ShouldBe(204);
        await story.CallBack("notSolved");
        await story.Sign();
        await story.Resolve();
        await lane.DeliverOutbox();
        (await Sent(story, follower)).ShouldBe(["clue.done"]);
    }

    [Fact]
    public async Task A_mute_is_kept_when_clues_are_merged_and_goes_with_the_account()
    {
        var into = await ClueStory.In(lane, "accepted");
        var story = await ClueStory.In(lane, "submitted", into);
        (await story.By(story.Reporter, "mute")).ShouldBe(200);

        (await story.ByStaff(story.Desk, "merge", new { into = into.Id })).ShouldBe(200);

        (await lane.Sql.Count("case_people WHERE kind = 'clue' AND part = 'follower' AND case_id = @Id", new { into.Id })).ShouldBe(0);
        (await story.Reporter.Delete("/api/v1/me")).ShouldBe(204);
        (await lane.Sql.Count("case_people WHERE kind = 'clue' AND part = 'muted' AND user_id = @Id", new { story.Reporter.Id })).ShouldBe(0);
    }

    private static Task<Answer> Extend(ClueStory story, int days) => story.ByStaff(story.Owner, "extend", new { reason = "等材料", days });

    /// <summary>What went out to them, and not what was only thought of.</summary>
    private Task<IReadOnlyList<string>> Sent(ClueStory story, Person who) => lane.Sql.List<string>("""
        SELECT kind FROM outbox_messages WHERE subject_id = @Id AND recipient_id = @who AND kind LIKE 'clue.%' AND state = 'delivered' ORDER BY id
        """, new { story.Id, who = who.Id });
}
