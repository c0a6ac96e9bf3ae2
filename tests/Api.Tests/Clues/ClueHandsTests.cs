using LinYuan.Api.Features.Registrations.GridWorkers;
using LinYuan.Tests.Photos;
using LinYuan.Tests.Registrations.GridWorkers;
using LinYuan.Tests.Wishes;
using LinYuan.Tests.Wishes.Afterwards;

namespace LinYuan.Tests.Clues;

/// <summary>A part-time grid worker (兼职网格员), who is no staff, as the owner of a clue: what opens with it, and what ends with the appointment.</summary>
public sealed class ClueHandsTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string InHand = "/api/v1/me/clues-in-hand";
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task A_grid_worker_without_a_staff_role_takes_a_clue_from_the_dispatch_to_the_result()
    {
        var story = await ClueStory.In(lane, "accepted");
        var (worker, _) = await lane.NewGridWorker(story.Community);
        var listed = (await story.Desk.Get($"/staff/v1/clues/{story.Id}/possible-owners")).ShouldBe(200).Items
            .Single(owner => owner.GetProperty("userId").GetString() == worker.Id.ToString());
        (listed.GetProperty("isPartTime").GetBoolean(), listed.GetProperty("areaName").GetString()).ShouldBe((true, story.Community.Name));
        (await story.ByStaff(worker, "sign")).ShouldBeRefused(403, "access.denied");

        await story.Dispatch(to: worker);

        (await story.ToldTo(worker)).ShouldBe(["clue.dispatched"]);
        (await worker.IdsOf(InHand)).ShouldBe([story.Id]);
        (await story.ByStaff(worker, "return", new { reason = "不在我的网格" })).ShouldBe(200);
        (await worker.IdsOf(InHand)).ShouldBeEmpty();
        await story.Dispatch(to: worker);
        (await story.ByStaff(worker, "sign")).ShouldBe(200).Actions().ShouldBe(["askReporter", "extend", "resolve"]);
        (await story.ByStaff(worker, "extend", new { reason = "等材料", days = 2 })).ShouldBe(200);
        (await story.ByStaff(worker, "ask-reporter", new { question = "是哪一盏灯？" })).ShouldBe(200);
        (await story.By(story.Reporter, "answer", new { text = "东边第二盏" })).ShouldBe(200);
        (await worker.IdsOf(InHand + "?status=inProgress")).ShouldBe([story.Id]);
        var seen = await story.SeenBy(worker);
        (seen.Text("report.place"), seen.Text("staff.reporterKind")).ShouldBe(("三号楼东侧", null));
        (await worker.Get($"/api/v1/clues/{story.Id}/timeline")).ShouldBe(200).Body.ShouldContain("东边第二盏");
        (await story.ByStaff(worker, "resolve", new { outcome = "solved", text = "已换好灯泡" })).ShouldBe(200).Text("status").ShouldBe("resolved");
    }

    [Fact]
    public async Task Whoever_has_not_got_the_clue_in_hand_meets_the_same_gate_as_a_resident()
    {
        var story = await ClueStory.In(lane, "accepted");
        var (worker, _) = await lane.NewGridWorker(story.Community);
        var (helper, _) = await lane.NewGridWorker(story.Community);
        await story.ByStaff(story.Desk, "dispatch", new { ownerId = worker.Id.ToString(), helperIds = new[] { helper.Id.ToString() } });
        var other = await ClueStory.In(lane, "dispatched", story);

        (await story.SeenBy(helper)).Text("report.place").ShouldBe("三号楼东侧");
        (await helper.IdsOf(InHand)).ShouldBeEmpty();
        foreach (var route in new[] { "sign", "return", "ask-reporter", "extend", "resolve" })
        {
            (await other.ByStaff(worker, route, "{")).ShouldBeRefused(403, "access.denied");
            (await worker.Post($"/staff/v1/clues/999999999999/{route}", "{")).ShouldBeRefused(403, "access.denied");
        }
        (await story.ByStaff(helper, "sign")).ShouldBeRefused(403, "access.denied");
        (await story.ByStaff(story.Reporter, "sign")).ShouldBeRefused(403, "access.denied");
        (await other.SeenBy(worker))["report"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        foreach (var route in new[] { "dispatch", "accept", "close", "mark-false", "call-back", "contact-reveals" })
            (await story.ByStaff(worker, route, "{")).ShouldBeRefused(403, "access.denied");
        (await worker.Get("/staff/v1/clues?mine=true")).ShouldBeRefused(403, "access.denied");
        (await worker.Get($"/staff/v1/clues/{story.Id}/possible-owners")).ShouldBeRefused(403, "access.denied");
    }

    [Fact]
    public async Task A_grid_worker_reports_as_one_in_the_own_community_and_is_never_given_the_own_report()
    {
        var story = await ClueStory.Begin(lane);
        var (worker, _) = await lane.NewGridWorker(story.Community);
        await story.Submit(who: worker);
        (await story.Accept()).Text("staff.reporterKind").ShouldBe("gridWorker");
        (await worker.Points()).ShouldBe(0);

        (await story.ByStaff(story.Desk, "dispatch", new { ownerId = worker.Id.ToString() })).ShouldBeRefused(409, "clue.owner_unsuitable");
        var elsewhere = await ClueStory.Begin(lane);
        await elsewhere.Submit(who: worker, words: ClueStory.Words(elsewhere.Community));
        (await elsewhere.Accept()).Text("staff.reporterKind").ShouldBe("courier");
        (await elsewhere.ByStaff(elsewhere.Desk, "dispatch", new { ownerId = worker.Id.ToString() })).ShouldBeRefused(409, "clue.owner_unsuitable");
        var theirs = await ClueStory.In(lane, "accepted", elsewhere);
        (await theirs.ByStaff(theirs.Desk, "dispatch", new { ownerId = worker.Id.ToString() })).ShouldBeRefused(409, "clue.owner_unsuitable");
    }

    [Theory]
    [InlineData("stepsBack")]
    [InlineData("staffEnd")]
    [InlineData("registrationEnds")]
    [InlineData("accountIsDeleted")]
    public async Task With_the_appointment_what_is_in_hand_goes_back_to_the_desk(string end)
    {
        var story = await ClueStory.In(lane, "accepted");
        var (worker, id) = await lane.NewGridWorker(story.Community);
        await story.Dispatch(to: worker);
        var asked = await ClueStory.In(lane, "accepted", story);
        await asked.Dispatch(to: worker);
        (await asked.ByStaff(worker, "sign")).ShouldBe(200);
        (await asked.ByStaff(worker, "ask-reporter", new { question = "是哪一盏灯？" })).ShouldBe(200);
        var due = await asked.Row<DateTimeOffset>("due_at");
        lane.Clock.Advance(TimeSpan.FromHours(1));
        var helped = await ClueStory.In(lane, "accepted", story);
        await helped.ByStaff(story.Desk, "dispatch", new { ownerId = story.Owner.Id.ToString(), helperIds = new[] { worker.Id.ToString() } });

        await (end switch
        {
            "stepsBack" => worker.StepBack(id),
            "staffEnd" => End(story.Desk, id),
            "registrationEnds" => worker.EndRegistration(story.Community, "courier"),
            _ => Delete(worker),
        });

        foreach (var clue in new[] { story, asked })
        {
            (await clue.Status()).ShouldBe("accepted");
            (await clue.Row<long?>("owner_id")).ShouldBeNull();
            (await clue.EventsOf("takeBack")).ShouldBe(1);
            (await clue.ToldTo(story.Desk)).ShouldContain("clue.ownerLeft");
        }
        (await asked.Row<DateTimeOffset>("due_at")).ShouldBe(due + TimeSpan.FromHours(1), "the clock stood while the reporter was asked");
        (await lane.Sql.Count("case_people WHERE kind = 'clue' AND part = 'helper' AND user_id = @Id", new { worker.Id })).ShouldBe(0);
        (await helped.Status()).ShouldBe("dispatched");
        if (end != "accountIsDeleted")
        {
            (await story.ByStaff(worker, "sign")).ShouldBeRefused(403, "access.denied");
            (await worker.IdsOf(InHand)).ShouldBeEmpty();
            (await helped.SeenBy(worker))["report"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        }
        await story.Dispatch();
        await story.Sign();
    }

    [Fact]
    public async Task When_the_term_is_over_nothing_may_be_done_and_the_job_takes_the_clue_back()
    {
        var story = await ClueStory.In(lane, "accepted");
        var (worker, id) = await lane.NewGridWorker(story.Community);
        await story.Dispatch(to: worker);
        (await story.ByStaff(worker, "sign")).ShouldBe(200);
        var helped = await ClueStory.In(lane, "accepted", story);
        await helped.ByStaff(story.Desk, "dispatch", new { ownerId = story.Owner.Id.ToString(), helperIds = new[] { worker.Id.ToString() } });
        var photos = $"/api/v1/clues/{story.Id}/photos?for=resolution";
        (await worker.UploadTo(photos)).ShouldBe(201);
        await lane.Sql.Execute("UPDATE grid_workers SET term_ends_at = @Now WHERE id = @id", new { id, lane.Clock.Now });

        (await story.ByStaff(worker, "resolve", new { outcome = "solved", text = "已换好灯泡" })).ShouldBeRefused(403, "access.denied");
        (await worker.UploadTo(photos)).ShouldBeRefused(403, "access.denied");
        foreach (var clue in new[] { story, helped })
        {
            (await clue.SeenBy(worker))["report"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
            (await worker.Get($"/api/v1/clues/{clue.Id}/timeline")).ShouldBe(200)["items.0.words"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        }
        (await worker.IdsOf(InHand + "?status=inProgress")).ShouldBeEmpty();
        await lane.Race<EndGridWorkerTerms>();

        (await story.Status()).ShouldBe("accepted");
        (await story.EventsOf("takeBack")).ShouldBe(1);
    }

    [Fact]
    public async Task A_dispatch_and_the_end_of_the_appointment_at_once_leave_no_clue_without_an_owner_who_may_act()
    {
        var story = await ClueStory.In(lane, "accepted");
        for (var turn = 0; turn < 4; turn++)
        {
            var (worker, id) = await lane.NewGridWorker(story.Community);
            var clue = await ClueStory.In(lane, "accepted", story);

            await Task.WhenAll(
                clue.ByStaff(story.Desk, "dispatch", new { ownerId = worker.Id.ToString() }), End(story.Desk, id));

            (await clue.Status()).ShouldBe("accepted");
            (await clue.Row<long?>("owner_id")).ShouldBeNull();
        }
    }

    [Fact]
    public async Task A_clue_that_is_opened_again_after_its_owner_left_goes_to_the_desk()
    {
        var story = await ClueStory.In(lane, "accepted");
        var (worker, id) = await lane.NewGridWorker(story.Community);
        await story.Dispatch(to: worker);
        (await story.ByStaff(worker, "sign")).ShouldBe(200);
        (await story.ByStaff(worker, "resolve", new { outcome = "solved", text = "已换好灯泡" })).ShouldBe(200);
        await worker.StepBack(id);

        (await story.CallBack("notSolved")).Text("status").ShouldBe("accepted");

        (await story.Events()).TakeLast(2).ShouldBe(["callBack:resolved->reopened:reporter", "takeBack:reopened->accepted:system"]);
        await story.Dispatch();
    }

    [Fact]
    public async Task Who_is_also_staff_there_keeps_what_is_in_hand()
    {
        var story = await ClueStory.In(lane, "accepted");
        var (worker, id) = await lane.NewGridWorker(story.Community);
        await worker.BecomesStaffOf(long.Parse(story.GridId));
        await story.Dispatch(to: worker);

        await worker.StepBack(id);

        (await story.ByStaff(worker, "sign")).ShouldBe(200);
    }

    private static async Task End(Person staff, string id) =>
        (await staff.Post($"/staff/v1/grid-workers/{id}/end", new { reason = "不再需要" })).ShouldBe(200);

    private static async Task Delete(Person person) => (await person.Delete("/api/v1/me")).ShouldBe(204);
}
