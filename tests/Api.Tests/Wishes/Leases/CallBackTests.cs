using LinYuan.Api.Features.Wishes.Timers;
using LinYuan.Api.Shared.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace LinYuan.Tests.Wishes.Leases;

/// <summary>回访: staff ask residents who never answered.</summary>
public sealed class CallBackTests(CallBackLane fixture) : IClassFixture<CallBackLane>
{
    private static readonly TimeSpan Again = TimeSpan.FromDays(3);
    private static readonly TimeSpan Within = TimeSpan.FromDays(14);
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Staff_find_the_call_and_each_opening_of_the_contact_is_told_to_the_resident()
    {
        var (story, call) = await Drawn();

        var revealed = (await Reveal(story.Staff, call)).ShouldBe(201);

        revealed.Text("contact.phone").ShouldBe("13900000000");
        var reveals = await story.Reveals();
        reveals[^1].GetProperty("who").GetString().ShouldBe("社区工作人员（回访）");
        reveals.Count.ShouldBe(2);
        (await story.By(story.Claimer, "contact-reveals")).ShouldBeRefused(409, "wish.wrong_state");
    }

    [Fact]
    public async Task What_was_done_after_all_is_fulfilled_pays_the_other_half_and_locks_the_contact()
    {
        var (story, call) = await Drawn();
        var key = Client.NewKey();
        (await Reveal(story.Staff, call, key)).ShouldBe(201);
        await Unconfirmed(story, 1, fulfilled: 0);

        (await Record(story.Staff, call, new { outcome = "done", score = 4, note = "灯已经亮了" })).ShouldBe(200).Text("status").ShouldBe("done");

        (await story.Status()).ShouldBe("fulfilled");
        (await story.Claimer.Points()).ShouldBe(20);
        (await story.SeenBy(story.Author)).Number("score").ShouldBe(4);
        (await story.Row<byte[]>("contact_enc")).ShouldBeNull();
        (await story.Events())[^1].ShouldBe("callBack:fulfilledUnconfirmed->fulfilled:staff");
        foreach (var again in new[] { await Reveal(story.Staff, call), await Reveal(story.Staff, call, key), await Record(story.Staff, call, new { outcome = "done" }) })
            again.ShouldBeRefused(409, "wish.call_back_over");
        await Unconfirmed(story, 0, fulfilled: 1);
        (await Traces.Of(lane, "灯已经亮了")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("open", 0)]
    [InlineData("inProgress", 0)]
    [InlineData("fulfilled", 20)]
    public async Task What_was_not_done_is_disputed_and_decided_by_staff(string outcome, int points)
    {
        var (story, call) = await Drawn();
        (await story.Claimer.Points()).ShouldBe(10);

        (await Record(story.Staff, call, new { outcome = "notDone", note = "居民说没有人来过" })).ShouldBe(200);
        (await story.Status()).ShouldBe("disputed");
        (await story.Claims()).ShouldBe(["live"]);
        await story.Resolve(outcome);

        (await story.Claimer.Points()).ShouldBe(points);
        (await lane.Sql.Value<decimal>("SELECT SUM(amount) FROM point_entries WHERE source_kind = 'wish' AND source_id = @Id", new { story.Id })).ShouldBe(0);
        if (outcome == "inProgress")
        {
            (await story.By(story.Claimer, "contact-reveals")).ShouldBe(201);
            await story.Deliver();
            await story.Confirm();
            (await story.Claimer.Points()).ShouldBe(20);
        }
    }

    [Fact]
    public async Task Who_did_not_answer_is_called_once_more_after_three_days_and_then_left_alone()
    {
        var (story, call) = await Drawn();

        (await Record(story.Staff, call, new { outcome = "noAnswer" })).ShouldBe(200).Text("status").ShouldBe("due");
        (await Reveal(story.Staff, call)).ShouldBeRefused(409, "wish.call_back_over");
        (await List(story.Staff)).ShouldNotContain(call);
        lane.Clock.Advance(Again - WishStory.Instant);
        (await Record(story.Staff, call, new { outcome = "done" })).ShouldBeRefused(409, "wish.call_back_over");
        lane.Clock.Advance(WishStory.Instant);
        (await List(story.Staff)).ShouldContain(call);

        (await Record(story.Staff, call, new { outcome = "noAnswer" })).ShouldBe(200).Text("status").ShouldBe("noAnswer");

        (await story.Status()).ShouldBe("fulfilledUnconfirmed");
        (await story.Row<byte[]>("contact_enc")).ShouldBeNull();
        (await story.Claimer.Points()).ShouldBe(10);
        (await story.EventsOf("callBack")).ShouldBe(2);
    }

    [Fact]
    public async Task A_call_that_nobody_makes_lapses_after_fourteen_days_once_with_three_runners_racing()
    {
        var (story, call) = await Drawn();
        lane.Clock.Advance(Within - WishStory.Instant);
        await RunJob();
        (await story.Row<byte[]>("contact_enc")).ShouldNotBeNull();
        lane.Clock.Advance(WishStory.Instant);
        (await Record(story.Staff, call, new { outcome = "done" })).ShouldBeRefused(409, "wish.call_back_over");

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ =>
            ActivatorUtilities.CreateInstance<JobRunner>(lane.Services).RunDue(CancellationToken.None)));
        (await RunJob()).ShouldBe(0);

        (await story.Row<byte[]>("contact_enc")).ShouldBeNull();
        (await lane.Sql.Value<string>("SELECT status FROM wish_call_backs WHERE id = @call", new { call })).ShouldBe("lapsed");
        (await story.Status()).ShouldBe("fulfilledUnconfirmed");
    }

    [Fact]
    public async Task Two_records_at_once_are_one()
    {
        var (story, call) = await Drawn();
        var other = await lane.NewStaff(story.Community.DistrictId);

        var answers = await Task.WhenAll(
            Record(story.Staff, call, new { outcome = "done" }), Record(other, call, new { outcome = "notDone" }), Record(other, call, new { outcome = "noAnswer" }));

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        foreach (var refused in answers.Where(answer => answer.Status != 200))
            refused.ShouldBeRefused(409, "wish.call_back_over");
        (await story.EventsOf("callBack")).ShouldBe(1);
        (await story.Claimer.Points()).ShouldBe(answers[0].Status == 200 ? 20 : 10);
    }

    [Fact]
    public async Task The_job_run_four_times_at_once_draws_a_delivery_once()
    {
        var stories = await WishStory.Several(lane, "delivered");
        lane.Clock.Advance(WishStory.ConfirmLimit);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            lane.Services.GetServices<IJob>().OfType<CloseSilentDeliveries>().Single().Run(lane.Clock.Now, CancellationToken.None)));

        foreach (var story in stories)
            (await lane.Sql.Count("wish_call_backs WHERE wish_id = @Id", new { story.Id })).ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_calls_about_their_own_help_or_wish_and_other_areas_find_nothing()
    {
        var place = await lane.NewCommunity();
        var helper = await (await lane.NewMember(place)).BecomesStaffOf(place.Id);
        var resident = await (await lane.NewPerson()).BecomesStaffOf(place.StreetId);
        var story = new WishStory(lane, place, resident, await place.Staff(), helper);
        await story.Reach("fulfilledUnconfirmed");
        var call = (await List(story.Staff)).Single();

        foreach (var concerned in new[] { helper, resident })
        {
            (await List(concerned)).ShouldBeEmpty();
            (await Reveal(concerned, call)).ShouldBeRefused(403, "wish.own_case");
            (await Record(concerned, call, new { outcome = "done" })).ShouldBeRefused(403, "wish.own_case");
        }
        var elsewhere = await lane.NewStaff((await lane.NewCommunity()).Id);
        (await List(elsewhere)).ShouldNotContain(call);
        (await Reveal(elsewhere, call)).ShouldBeRefused(404, "resource.not_found");
        (await Record(elsewhere, call, new { outcome = "done" })).ShouldBeRefused(404, "resource.not_found");
        (await Record(story.Staff, call, new { outcome = "notDone", score = 3 })).ShouldBeRefused(400, "request.invalid");
        (await story.Staff.Get("/staff/v1/call-backs?status=nonsense")).ShouldBeRefused(400, "request.invalid");
        (await story.Status()).ShouldBe("fulfilledUnconfirmed");
    }

    [Fact]
    public async Task A_resident_who_leaves_is_not_called()
    {
        var (story, call) = await Drawn();
        (await story.Author.Get("/api/v1/me/data")).ShouldBe(200).Body.ShouldContain("callBacks");

        (await story.Author.Delete("/api/v1/me")).ShouldBe(204);

        (await Record(story.Staff, call, new { outcome = "done" })).ShouldBeRefused(409, "wish.call_back_over");
        (await List(story.Staff)).ShouldBeEmpty();
    }

    private async Task<(WishStory Story, string Call)> Drawn()
    {
        var story = await WishStory.In(lane, "fulfilledUnconfirmed");
        (await story.Row<byte[]>("contact_enc")).ShouldNotBeNull();
        return (story, (await List(story.Staff)).Single());
    }

    /// <summary>The ids of the calls that are due in the first area of the caller.</summary>
    private static async Task<IReadOnlyList<string>> List(Person staff) =>
        [.. (await staff.Get("/staff/v1/call-backs?status=due")).ShouldBe(200).Items.Select(item => item.GetProperty("id").GetString()!)];

    private static Task<Answer> Reveal(Person staff, string call, string? key = null) =>
        staff.Post($"/staff/v1/call-backs/{call}/contact-reveals", key: key);

    private static Task<Answer> Record(Person staff, string call, object body) => staff.Post($"/staff/v1/call-backs/{call}/record", body);

    private async Task Unconfirmed(WishStory story, int unconfirmed, int fulfilled)
    {
        // The figures are kept for a moment; each look is at an area that nobody has asked for yet.
        var area = unconfirmed == 1 ? story.Community.IdText : story.Community.StreetId.ToString();
        var figures = (await lane.Anyone.Get($"/open/v1/statistics?areaId={area}")).ShouldBe(200);
        (figures.Number("wishes.unconfirmed"), figures.Number("wishes.fulfilled")).ShouldBe((unconfirmed, fulfilled));
    }

    private Task<int> RunJob() => lane.Services.GetServices<IJob>().OfType<LapseCallBacks>().Single().Run(lane.Clock.Now, CancellationToken.None);
}
