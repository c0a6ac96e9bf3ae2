using LinYuan.Tests.Wishes;

namespace LinYuan.Tests.Clues;

/// <summary>The life of a clue over HTTP, from the report to the call-back, with its returns, questions and second tries.</summary>
public sealed class ClueLifeTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task A_clue_goes_from_the_report_to_the_call_back_and_everyone_sees_what_is_for_them()
    {
        var story = await ClueStory.Begin(lane);
        var made = await story.Submit();
        made.Text("status").ShouldBe("submitted");
        made.Text("report.text")!.ShouldContain("路灯");
        made.Actions().ShouldBeEmpty();
        (await lane.Anyone.Get($"/open/v1/clues/{story.Id}")).ShouldBeRefused(404, "resource.not_found");

        (await story.SeenBy(story.Desk)).Actions().ShouldBe(["accept", "refuse", "merge", "markFalse"]);
        (await story.Accept()).Text("staff.reporterKind").ShouldBe("resident");
        (await story.Row<DateTimeOffset>("due_at")).ShouldBe(lane.Clock.Now + TimeSpan.FromDays(7));
        (await story.Reporter.Points()).ShouldBe(2);
        await story.Dispatch();
        (await story.Owner.Get("/staff/v1/clues?mine=true")).ShouldBe(200).Items.Count.ShouldBe(1);
        await story.Sign();
        await story.Ask();
        (await story.SeenBy(story.Reporter)).Text("note").ShouldBe("是哪一盏灯？");
        (await story.By(story.Reporter, "answer", new { text = "东边第二盏" })).ShouldBe(200).Text("status").ShouldBe("inProgress");
        await story.Resolve();
        (await story.Reporter.Points()).ShouldBe(10);
        (await story.CallBack("solved", 5)).Text("status").ShouldBe("closed");

        var shown = (await lane.Anyone.Get($"/open/v1/clues/{story.Id}")).ShouldBe(200);
        (shown.Text("status"), shown.Text("outcome"), shown.Text("result")).ShouldBe(("closed", "solved", "路灯已修好"));
        shown.Body.ShouldNotContain("三号楼");
        (await story.Events()).ShouldBe([
            "submit:->submitted:reporter", "accept:submitted->accepted:desk", "dispatch:accepted->dispatched:desk", "sign:dispatched->inProgress:owner",
            "askReporter:inProgress->waitingReporter:owner", "answer:waitingReporter->inProgress:reporter", "resolve:inProgress->resolved:owner",
            "callBack:resolved->closed:reporter",
        ]);
        (await story.ToldTo(story.Reporter)).ShouldBe(["clue.accepted", "clue.asked", "clue.resolved"]);
        (await story.ToldTo(story.Owner)).ShouldBe(["clue.dispatched", "clue.answered", "clue.thanked"]);
        (await story.ToldTo(story.Desk)).ShouldBe(["clue.arrived"]);
    }

    [Fact]
    public async Task An_emergency_is_told_to_ring_first_and_with_that_said_goes_up_at_once()
    {
        var story = await ClueStory.Begin(lane);
        var first = await story.Reporter.Post("/api/v1/clues", ClueStory.Words(story.Community, isEmergency: true));
        first.ShouldBeRefused(409, "clue.call_emergency_first").Text("title")!.ShouldContain("110／119／120");
        (await story.Reporter.Post("/api/v1/clues", ClueStory.Words(story.Community, "fireRisk"))).ShouldBeRefused(409, "clue.call_emergency_first");
        // Whatever else is missing: nobody fills in a form before they ring.
        (await story.Reporter.Post("/api/v1/clues", new { isEmergency = true, place = "", text = "火" })).ShouldBeRefused(409, "clue.call_emergency_first");
        (await story.Reporter.Post("/api/v1/clues", new { isEmergency = true, acknowledged = true, text = "火" })).ShouldBeRefused(400, "request.invalid");
        (await story.Reporter.Post("/api/v1/clues", new { place = "三号楼" })).ShouldBeRefused(400, "request.invalid");

        var made = await story.Submit(ClueStory.Words(story.Community, isEmergency: true, acknowledged: true));

        made.Json.EnumerateObject().First().Name.ShouldBe("emergencyNotice");
        (await story.Row<DateTimeOffset>("due_at")).ShouldBe(lane.Clock.Now + TimeSpan.FromHours(2));
        (await story.ToldTo(story.Street)).ShouldBe(["clue.escalated"]);
        (await story.Events()).ShouldBe(["submit:->submitted:reporter", "escalate:submitted->submitted:system"]);
        var classes = (await lane.Anyone.Get("/open/v1/clue-classes")).ShouldBe(200);
        classes.Text("emergencyNotice")!.ShouldContain("120");
        classes.Items.Count.ShouldBe(8);
        classes.Items.Single(item => item.GetProperty("class").GetString() == "fireRisk").GetProperty("isEmergency").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task The_first_return_goes_to_the_desk_the_second_to_the_street_and_there_is_no_third()
    {
        var story = await ClueStory.In(lane, "dispatched");
        var reason = new { reason = "不在我的网格" };
        (await story.ByStaff(story.Owner, "return", reason)).ShouldBe(200).Text("status").ShouldBe("accepted");
        await story.Dispatch();
        (await story.ByStaff(story.Owner, "return", reason)).ShouldBe(200);

        var again = new { ownerId = story.Owner.Id.ToString() };
        (await story.ByStaff(story.Desk, "dispatch", again)).ShouldBeRefused(403, "clue.back_stop");
        await story.Dispatch(by: story.Street);
        (await story.ByStaff(story.Owner, "return", reason)).ShouldBeRefused(409, "clue.no_more_returns");
        (await story.SeenBy(story.Owner)).Actions().ShouldBe(["sign"]);
    }

    [Fact]
    public async Task Who_does_a_step_again_with_another_key_is_told_that_it_is_done()
    {
        var story = await ClueStory.In(lane, "dispatched");
        await story.Sign();
        (await story.ByStaff(story.Owner, "sign")).ShouldBeRefused(409, "clue.already_done");
        await story.Resolve();

        (await story.ByStaff(story.Owner, "resolve", new { outcome = "solved", text = "已换好灯泡" })).ShouldBeRefused(409, "clue.already_done");

        (await story.ByStaff(story.Owner, "sign")).ShouldBeRefused(409, "clue.wrong_state");
    }

    [Fact]
    public async Task Not_solved_goes_back_to_the_same_owner_with_half_the_time_and_the_second_time_to_the_street()
    {
        var story = await ClueStory.In(lane, "resolved");
        (await story.CallBack("notSolved")).Text("status").ShouldBe("reopened");
        (await story.Row<DateTimeOffset>("due_at")).ShouldBe(lane.Clock.Now + TimeSpan.FromDays(3.5));
        (await story.Row<long>("owner_id")).ShouldBe(story.Owner.Id);
        await story.Sign();
        await story.Resolve();
        (await story.CallBack("notSolved", 1)).Text("status").ShouldBe("supervised");
        (await story.ToldTo(story.District)).ShouldBe(["clue.supervised"]);
        var result = new { outcome = "solved", text = "街道换了整条线路" };
        (await story.ByStaff(story.Desk, "close", result)).ShouldBeRefused(403, "access.denied");
        (await story.ByStaff(story.Owner, "resolve", result)).ShouldBeRefused(409, "clue.wrong_state");

        (await story.ByStaff(story.Street, "close", result)).ShouldBe(200).Text("status").ShouldBe("closed");

        var figures = (await lane.Anyone.Get($"/open/v1/statistics?areaId={story.Community.IdText}")).ShouldBe(200);
        (figures.Number("clues.received"), figures.Number("clues.resolved"), figures.Number("clues.rated"), figures.Number("clues.satisfied")).ShouldBe((1, 0, 1, 0));
    }

    [Fact]
    public async Task Two_of_the_street_mark_a_clue_as_unreasonable_and_the_district_hears_the_appeal()
    {
        var story = await ClueStory.In(lane, "closed");
        var second = await lane.NewStaff(story.Community.StreetId);
        (await story.ByStaff(story.Street, "propose-unreasonable", new { reason = "要求超出政策" })).ShouldBe(200);
        (await story.SeenBy(story.Reporter))["mark"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await story.ByStaff(story.Street, "confirm-unreasonable", new { agrees = true })).ShouldBeRefused(403, "clue.same_person");
        (await story.ByStaff(second, "confirm-unreasonable", new { agrees = true, reason = "同意" })).ShouldBe(200);
        (await story.Row<bool>("unreasonable")).ShouldBeTrue();
        (await story.SeenBy(story.Reporter)).Actions().ShouldBe(["appealUnreasonable"]);
        (await story.By(story.Reporter, "appeal-unreasonable", new { reason = "我的要求合理" })).ShouldBe(200);
        foreach (var (reader, isShown) in new (Client, bool)[] { (story.Reporter, true), (story.Desk, true), (story.Owner, false), (await lane.NewPerson(), false) })
            (await reader.Get($"/api/v1/clues/{story.Id}/timeline")).ShouldBe(200).Body.Contains("nreasonable", StringComparison.Ordinal).ShouldBe(isShown);
        (await story.ByStaff(second, "decide-unreasonable", new { agrees = true })).ShouldBeRefused(403, "access.denied");
        var rated = await lane.Sql.Count("clues WHERE id = @Id AND unreasonable = 1", new { story.Id });

        (await story.ByStaff(story.District, "decide-unreasonable", new { agrees = false })).ShouldBe(200).Text("mark").ShouldBe("lifted");

        rated.ShouldBe(1);
        (await story.Row<bool>("unreasonable")).ShouldBeFalse();
        (await story.ByStaff(story.Street, "propose-unreasonable", new { reason = "再来一次" })).ShouldBeRefused(409, "clue.wrong_state");
    }

    [Fact]
    public async Task What_is_not_taken_up_says_where_to_turn_and_is_appealed_once_to_others()
    {
        var story = await ClueStory.In(lane, "notAccepted");
        (await story.SeenBy(story.Reporter)).Text("legalRoute").ShouldBe("请向法院起诉");
        (await story.By(story.Reporter, "appeal", new { reason = "这是公共路灯" })).ShouldBe(200).Text("status").ShouldBe("submitted");
        (await story.ByStaff(story.Desk, "accept", new { urgency = "normal" })).ShouldBeRefused(403, "clue.appeal_elsewhere");
        (await story.ByStaff(story.Street, "refuse", new { reason = "确实不属于", legalRoute = "请找产权单位" })).ShouldBe(200);
        (await story.By(story.Reporter, "appeal", new { reason = "再申诉一次" })).ShouldBeRefused(409, "clue.appeal_used");
        var late = await ClueStory.In(lane, "notAccepted", story);
        lane.Clock.Advance(TimeSpan.FromDays(14));
        (await late.By(late.Reporter, "appeal", new { reason = "来晚了一些" })).ShouldBeRefused(409, "clue.appeal_over");
    }

    [Fact]
    public async Task An_extension_is_asked_for_once_at_a_time_and_decided_by_the_street()
    {
        var story = await ClueStory.In(lane, "inProgress");
        var due = await story.Row<DateTimeOffset>("due_at");
        (await story.ByStaff(story.Street, "decide-extension", new { grants = true })).ShouldBeRefused(409, "clue.no_extension");
        (await story.ByStaff(story.Owner, "extend", new { reason = "等材料", days = 3 })).ShouldBe(200);
        (await story.ByStaff(story.Owner, "extend", new { reason = "再等等", days = 3 })).ShouldBeRefused(409, "clue.extension_asked");
        (await story.ByStaff(story.Desk, "decide-extension", new { grants = true })).ShouldBeRefused(403, "access.denied");

        (await story.ByStaff(story.Street, "decide-extension", new { grants = true })).ShouldBe(200);

        (await story.Row<DateTimeOffset>("due_at")).ShouldBe(due + TimeSpan.FromDays(3));
    }

    [Fact]
    public async Task The_same_trouble_is_merged_with_its_followers_and_its_reporter()
    {
        var first = await ClueStory.In(lane, "accepted");
        var second = await ClueStory.In(lane, "submitted", first);
        (await second.ByStaff(second.Desk, "merge", new { into = second.Id })).ShouldBeRefused(409, "clue.merge_target");
        var elsewhere = await ClueStory.In(lane, "accepted");
        (await second.ByStaff(second.Desk, "merge", new { into = elsewhere.Id })).ShouldBeRefused(409, "clue.merge_target");
        var unlisted = await ClueStory.Begin(lane, first);
        await unlisted.Submit();
        (await second.ByStaff(second.Desk, "merge", new { into = unlisted.Id })).ShouldBeRefused(409, "clue.merge_target");
        await unlisted.Accept(publicText: null);
        (await second.ByStaff(second.Desk, "merge", new { into = unlisted.Id })).ShouldBeRefused(409, "clue.merge_target");

        (await second.ByStaff(second.Desk, "merge", new { into = first.Id })).ShouldBe(200).Text("mergedInto").ShouldBe(first.Id);
        await first.Dispatch();
        await first.Sign();
        await first.Resolve();
        await lane.DeliverOutbox();

        (await first.ToldTo(second.Reporter)).ShouldBe(["clue.done"]);
        (await second.Reporter.Get("/api/v1/me/followed-clues")).ShouldBe(200).Items.Single().GetProperty("id").GetString().ShouldBe(first.Id);
        (await second.Reporter.Points()).ShouldBe(0);
    }

    [Fact]
    public async Task From_the_second_false_report_on_there_are_no_points_for_ninety_days()
    {
        var story = await ClueStory.Begin(lane);
        for (var report = 0; report < 2; report++)
        {
            await story.Submit();
            (await story.ByStaff(story.Desk, "mark-false", new { reason = "现场没有这个问题" })).ShouldBe(200).Text("status").ShouldBe("notAccepted");
        }
        await story.Submit();
        await story.Accept();
        (await story.Reporter.Points()).ShouldBe(0);

        lane.Clock.Advance(TimeSpan.FromDays(90));
        await story.Reporter.SignIn();
        await story.Desk.SignIn();
        await story.Submit();
        await story.Accept();

        (await story.Reporter.Points()).ShouldBe(2);
    }

    [Fact]
    public async Task A_report_that_the_street_finds_true_after_all_no_longer_counts_as_false_for_its_own_points()
    {
        var story = await ClueStory.Begin(lane);
        for (var report = 0; report < 2; report++)
        {
            await story.Submit();
            (await story.ByStaff(story.Desk, "mark-false", new { reason = "现场没有这个问题" })).ShouldBe(200);
        }
        (await story.By(story.Reporter, "appeal", new { reason = "灯还是不亮" })).ShouldBe(200);

        (await story.ByStaff(story.Street, "accept", new { urgency = "normal" })).ShouldBe(200);

        (await story.Reporter.Points()).ShouldBe(2);
    }

    [Fact]
    public async Task Nobody_handles_a_clue_that_they_reported_themselves()
    {
        var story = await ClueStory.Begin(lane);
        await story.Submit(who: story.Desk);
        (await story.ByStaff(story.Desk, "accept", new { urgency = "normal" })).ShouldBeRefused(403, "clue.own_case");
        (await story.ByStaff(story.Street, "accept", new { urgency = "normal" })).ShouldBe(200);
        (await story.ByStaff(story.Desk, "dispatch", new { ownerId = story.Owner.Id.ToString() })).ShouldBeRefused(403, "clue.own_case");
        var reporter = (await story.ByStaff(story.Street, "dispatch", new { ownerId = story.Desk.Id.ToString() })).ShouldBeRefused(409, "clue.owner_unsuitable");
        var stranger = await lane.NewStaff((await lane.NewCommunityIn(story.Community.DistrictId)).Id);
        (await story.ByStaff(story.Street, "dispatch", new { ownerId = stranger.Id.ToString() })).ShouldBeRefused(409, "clue.owner_unsuitable")
            .Text("title").ShouldBe(reporter.Text("title"), "who reported is told to nobody");
        (await story.Desk.Points()).ShouldBe(0);
        var owners = (await story.Street.Get($"/staff/v1/clues/{story.Id}/possible-owners")).ShouldBe(200).Items;
        owners.Select(owner => owner.GetProperty("userId").GetString()).ShouldBe(
            new[] { story.Desk, story.Owner, story.Street, story.District }.OrderBy(person => person.Id).Select(person => person.Id.ToString()), ignoreOrder: true);
    }

    [Fact]
    public async Task Helpers_see_the_clue_and_hear_of_it_and_the_owner_alone_answers_for_it()
    {
        var story = await ClueStory.In(lane, "accepted");
        var helper = await lane.NewStaff(long.Parse(story.GridId));
        (await helper.Get($"/staff/v1/clues/{story.Id}/possible-owners")).ShouldBeRefused(404, "resource.not_found");

        await story.ByStaff(story.Desk, "dispatch", new { ownerId = story.Owner.Id.ToString(), helperIds = new[] { helper.Id.ToString() } });

        (await story.ToldTo(helper)).ShouldBe(["clue.helps"]);
        var seen = await story.SeenBy(helper);
        seen.Text("report.place").ShouldBe("三号楼东侧");
        seen.Text("staff.helperIds.0").ShouldBe(helper.Id.ToString());
        seen.Actions().ShouldBeEmpty();
        (await story.ByStaff(helper, "sign")).ShouldBeRefused(403, "access.denied");
        (await story.ByStaff(story.Owner, "return", new { reason = "不在我的网格" })).ShouldBe(200);
        (await story.SeenBy(helper))["report"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task A_mark_that_the_second_person_does_not_share_is_unknown_to_the_reporter()
    {
        var story = await ClueStory.In(lane, "closed");
        (await story.ByStaff(story.Street, "propose-unreasonable", new { reason = "要求超出政策" })).ShouldBe(200);

        (await story.ByStaff(story.District, "confirm-unreasonable", new { agrees = false, reason = "要求合理" })).ShouldBe(200).Text("mark").ShouldBe("dropped");

        (await story.Row<bool>("unreasonable")).ShouldBeFalse();
        (await story.SeenBy(story.Reporter))["mark"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await story.Reporter.Get($"/api/v1/clues/{story.Id}/timeline")).ShouldBe(200).Body.ShouldNotContain("nreasonable");
        (await story.ToldTo(story.Reporter)).ShouldNotContain("clue.markDecided");
    }

    [Fact]
    public async Task A_public_text_with_a_phone_is_refused_and_what_WeChat_could_not_check_says_so()
    {
        var story = await ClueStory.In(lane, "submitted");
        (await story.ByStaff(story.Desk, "accept", new { urgency = "normal", publicText = "有事打 139 0000 1234" }))
            .ShouldBeRefused(422, "clue.personal_details");
        (await story.Reporter.Post("/api/v1/clues", ClueStory.Words(story.Community, text: "这是一段违规的话语"))).ShouldBeRefused(422, "content.risky");
        (await story.SeenBy(story.Desk)).Text("staff.textCheck").ShouldBe("passed");
        lane.StandIn.SetActivity(story.Reporter.OpenId, TimeSpan.FromHours(3));
        await story.Submit(ClueStory.Words(story.Community, text: "这是一段违规的话语"));
        (await story.SeenBy(story.Desk)).Text("staff.textCheck").ShouldBe("unchecked");
    }
}
