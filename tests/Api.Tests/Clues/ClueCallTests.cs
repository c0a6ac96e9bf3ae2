using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Tests.Wishes.Afterwards;
using Microsoft.Extensions.Options;

namespace LinYuan.Tests.Clues;

/// <summary>电话回访: the desk rings reporters who have not answered, and nobody rings about themselves.</summary>
public sealed class ClueCallTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task The_desk_rings_a_reporter_who_is_drawn_and_silent_and_the_answer_is_counted_apart()
    {
        var story = await Silent();
        (await story.ByStaff(story.Desk, "contact-reveals")).ShouldBeRefused(409, "clue.no_phone");
        (await story.ByStaff(story.Desk, "call-back", new { answer = "solved" })).ShouldBeRefused(409, "clue.no_phone");
        var phone = await story.Reporter.BindsPhone();
        (await story.Desk.IdsOf("/staff/v1/clue-call-backs")).ShouldBe([story.Id]);
        (await story.SeenBy(story.Desk)).Body.ShouldContain("\"recordCallBack\"");

        (await story.ByStaff(story.Desk, "call-back", new { answer = "solved" })).ShouldBeRefused(409, "clue.call_first");
        (await story.ByStaff(story.Desk, "contact-reveals")).ShouldBe(201).Text("phone").ShouldBe(phone);
        (await story.ByStaff(story.Desk, "call-back", new { answer = "solved", note = "另打 139 0000 1234" })).ShouldBeRefused(422, "clue.personal_details");
        var recorded = (await story.ByStaff(story.Desk, "call-back", new { answer = "solved", score = 4, note = "说灯亮了" })).ShouldBe(200);

        (recorded.Text("status"), recorded["isByPhone"].GetBoolean(), recorded.Number("score")).ShouldBe(("closed", true, 4));
        var opened = (await story.Reporter.Get($"/api/v1/clues/{story.Id}/contact-reveals")).ShouldBe(200).Items.Single();
        (opened.GetProperty("who").GetString(), opened.GetProperty("fields")[0].GetString()).ShouldBe(("社区工作人员（回访）", "phone"));
        (await story.Desk.Get($"/api/v1/clues/{story.Id}/contact-reveals")).ShouldBeRefused(403, "access.denied");
        (await story.Reporter.Get($"/api/v1/clues/{story.Id}/timeline")).ShouldBe(200).Body.ShouldContain("说灯亮了");
        (await story.ToldTo(story.Reporter)).ShouldContain("clue.calledBack");
        (await story.ToldTo(story.Owner)).ShouldContain("clue.thanked");
        (await story.ByStaff(story.Desk, "contact-reveals")).ShouldBeRefused(409, "clue.call_not_due");
        (await story.Desk.IdsOf("/staff/v1/clue-call-backs")).ShouldBeEmpty();
        var figures = (await lane.Anyone.Get($"/open/v1/statistics?areaId={story.Community.IdText}")).ShouldBe(200);
        (figures.Number("clues.rated"), figures.Number("clues.satisfied"), figures.Number("clues.ratedByPhone"), figures.Number("clues.satisfiedByPhone"))
            .ShouldBe((0, 0, 1, 1));
        (await Traces.Of(lane, phone)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Not_solved_on_the_phone_opens_it_again_like_the_reporters_own_answer()
    {
        var story = await Silent();
        await story.Reporter.BindsPhone();
        (await story.ByStaff(story.Desk, "contact-reveals")).ShouldBe(201);
        (await story.ByStaff(story.Street, "call-back", new { answer = "notSolved" })).ShouldBeRefused(409, "clue.call_first");
        foreach (var ringing in new[] { story.Street, story.District })
            (await story.ByStaff(ringing, "contact-reveals")).ShouldBe(201);
        (await story.Reporter.Get($"/api/v1/clues/{story.Id}/contact-reveals")).ShouldBe(200).Items.Select(opened => opened.GetProperty("who").GetString())
            .ShouldBe(["社区工作人员（回访）", "街道工作人员（回访）", "区里工作人员（回访）"]);

        (await story.ByStaff(story.Street, "call-back", new { answer = "notSolved", note = "还是不亮" })).ShouldBe(200).Text("status").ShouldBe("reopened");

        (await story.Row<long>("owner_id")).ShouldBe(story.Owner.Id);
        (await story.ToldTo(story.Owner)).ShouldContain("clue.reopened");
        await story.Sign();
        await story.Resolve();
        await story.CallBack("solved", 5);
        (await story.Row<bool>("by_phone")).ShouldBeFalse("the last answer is the reporter's own");
    }

    [Fact]
    public async Task Nobody_rings_about_the_own_report_or_work_and_strangers_learn_nothing()
    {
        var story = await Silent(ownerIsDesk: true);
        foreach (var route in new[] { "call-back", "contact-reveals" })
        {
            var body = route == "call-back" ? new { answer = "solved" } : null;
            (await story.ByStaff(story.Desk, route, body)).ShouldBeRefused(403, "clue.same_person");
            (await story.ByStaff(await (await lane.NewCommunity()).Staff(), route, body)).ShouldBeRefused(404, "resource.not_found");
            (await story.ByStaff(story.Reporter, route, body)).ShouldBeRefused(403, "access.denied");
        }
        (await story.Desk.IdsOf("/staff/v1/clue-call-backs")).ShouldBeEmpty();
        (await story.SeenBy(story.Desk)).Body.ShouldNotContain("\"recordCallBack\"");
        await story.Reporter.BecomesStaffOf(story.Community.Id);
        (await story.ByStaff(story.Reporter, "call-back", new { answer = "solved" })).ShouldBeRefused(403, "clue.own_case");
        (await story.Reporter.IdsOf("/staff/v1/clue-call-backs")).ShouldBeEmpty();
        (await story.Street.IdsOf($"/staff/v1/clue-call-backs?areaId={story.Community.IdText}")).ShouldBe([story.Id]);
    }

    [Fact]
    public async Task Who_was_not_drawn_or_may_still_answer_unasked_is_not_rung()
    {
        var story = await ClueStory.In(lane, "resolved");
        await lane.Sql.Execute("UPDATE clues SET call_from = NULL WHERE id = @Id", new { story.Id });
        (await story.ByStaff(story.Desk, "call-back", new { answer = "solved" })).ShouldBeRefused(409, "clue.call_not_due");
        await lane.Sql.Execute("UPDATE clues SET call_from = @from WHERE id = @Id", new { story.Id, from = lane.Clock.Now + TimeSpan.FromMinutes(1) });
        (await story.ByStaff(story.Desk, "contact-reveals")).ShouldBeRefused(409, "clue.call_not_due");
        (await story.Desk.IdsOf("/staff/v1/clue-call-backs")).ShouldBeEmpty();
        lane.Clock.Advance(ClueStory.CallBackLimit);
        (await story.ByStaff(story.Desk, "call-back", new { answer = "solved" })).ShouldBeRefused(409, "clue.call_not_due");
    }

    [Fact]
    public async Task A_phone_that_was_opened_is_given_again_only_while_the_call_is_due()
    {
        var story = await Silent();
        (await story.Reporter.Post("/api/v1/me/phone", new { code = $"phone-139{Random.Shared.Next(10_000_000, 99_999_999)}.b" })).ShouldBe(200);
        var key = Client.NewKey();
        (await story.ByStaff(story.Desk, "contact-reveals", key: key)).ShouldBe(201);
        (await story.ByStaff(story.Desk, "contact-reveals", key: key)).ShouldBe(201).IsReplay.ShouldBeTrue();
        await story.CallBack("solved");

        (await story.ByStaff(story.Desk, "contact-reveals", key: key)).ShouldBeRefused(409, "clue.call_not_due");
        (await lane.Sql.Count("clue_contact_reveals WHERE clue_id = @Id", new { story.Id })).ShouldBe(1);
    }

    [Fact]
    public async Task Who_deleted_the_account_is_not_rung_and_the_phone_is_not_given_again()
    {
        var story = await Silent();
        (await story.Reporter.Post("/api/v1/me/phone", new { code = $"phone-139{Random.Shared.Next(10_000_000, 99_999_999)}.c" })).ShouldBe(200);
        var key = Client.NewKey();
        (await story.ByStaff(story.Desk, "contact-reveals", key: key)).ShouldBe(201);

        (await story.Reporter.Delete("/api/v1/me")).ShouldBe(204);

        (await story.ByStaff(story.Desk, "contact-reveals", key: key)).ShouldBeRefused(409, "clue.call_not_due");
        (await story.Desk.IdsOf("/staff/v1/clue-call-backs")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_call_is_drawn_after_three_days_for_the_share_that_the_settings_name()
    {
        var clue = await lane.Part<Api.Shared.Data.Db>().Read(async session =>
            (await lane.Part<ClueStore>().Find(session, long.Parse((await ClueStory.In(lane, "resolved")).Id)))!);
        DateTimeOffset? Drawn(double share) =>
            new ClueCalls(lane.Part<FieldCipher>(), Options.Create(new ClueOptions { CallShare = share })).DrawFrom(clue, lane.Clock.Now);

        Drawn(1).ShouldBe(lane.Clock.Now + TimeSpan.FromDays(3));
        Drawn(0).ShouldBeNull();
    }

    /// <summary>A clue that was drawn, three days after its result, with no answer yet.</summary>
    private async Task<ClueStory> Silent(bool ownerIsDesk = false)
    {
        var story = await ClueStory.In(lane, "accepted");
        var owner = ownerIsDesk ? story.Desk : story.Owner;
        await story.Dispatch(to: owner);
        (await story.ByStaff(owner, "sign")).ShouldBe(200);
        (await story.ByStaff(owner, "resolve", new { outcome = "solved", text = "已换好灯泡" })).ShouldBe(200);
        lane.Clock.Advance(TimeSpan.FromDays(3));
        await lane.Sql.Execute("UPDATE clues SET call_from = @Now WHERE id = @Id", new { story.Id, lane.Clock.Now });
        return story;
    }
}
