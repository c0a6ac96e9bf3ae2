using LinYuan.Tests.Wishes;

namespace LinYuan.Tests.Clues;

/// <summary>Moves at the same instant: one is made, and the others are told that it was.</summary>
public sealed class ClueRaceTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Of_two_dispatches_at_once_one_names_the_owner()
    {
        var story = await ClueStory.In(lane, "accepted");
        Person[] owners = [story.Owner, story.Street, story.District];

        var answers = await Task.WhenAll(owners.Select(owner => story.ByStaff(story.Desk, "dispatch", new { ownerId = owner.Id.ToString() })));

        ShouldBeOne(answers);
        var winner = owners[Array.FindIndex(answers, answer => answer.Status == 200)];
        (await story.Row<long>("owner_id")).ShouldBe(winner.Id);
        (await story.EventsOf("dispatch")).ShouldBe(1);
    }

    [Fact]
    public async Task Of_two_call_backs_at_once_one_counts()
    {
        var story = await ClueStory.In(lane, "resolved");

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(turn => story.By(story.Reporter, "call-back", new { answer = turn % 2 == 0 ? "solved" : "notSolved" })));

        ShouldBeOne(answers, "clue.already_done");
        (await story.EventsOf("callBack")).ShouldBe(1);
        (await story.Status()).ShouldBe(answers.Single(answer => answer.Status == 200).Text("status"));
    }

    [Fact]
    public async Task Repeats_of_one_report_make_one_clue_and_repeats_of_one_result_credit_once()
    {
        var story = await ClueStory.Begin(lane);
        var key = Client.NewKey();
        var made = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => story.Reporter.Post("/api/v1/clues", ClueStory.Words(story.Community), key)));
        made.Select(answer => answer.ShouldBe(201).Id).Distinct().Count().ShouldBe(1);
        var other = await ClueStory.In(lane, "inProgress", story);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => other.ByStaff(other.Owner, "resolve", new { outcome = "solved", text = "已换好灯泡" })));

        (await other.EventsOf("resolve")).ShouldBe(1);
        (await other.Reporter.Points()).ShouldBe(10);
    }

    [Fact]
    public async Task Two_merges_the_other_way_round_leave_one_of_the_two()
    {
        var first = await ClueStory.In(lane, "submitted");
        var second = await ClueStory.In(lane, "submitted", first);
        // No step of today leads back from listed to submitted; the locks must hold all the same.
        await lane.Sql.Execute("UPDATE clues SET listed = 1 WHERE id IN @ids", new { ids = new[] { first.Id, second.Id } });

        var answers = await Task.WhenAll(
            first.ByStaff(first.Desk, "merge", new { into = second.Id }), second.ByStaff(second.Desk, "merge", new { into = first.Id }));

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        new[] { await first.Status(), await second.Status() }.Order().ShouldBe(["merged", "submitted"]);
    }

    private static void ShouldBeOne(IReadOnlyList<Answer> answers, string code = "clue.wrong_state")
    {
        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        foreach (var refused in answers.Where(answer => answer.Status != 200))
            refused.ShouldBeRefused(409, code);
    }
}
