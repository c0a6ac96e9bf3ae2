using LinYuan.Api.Shared.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace LinYuan.Tests.Wishes.Crowd;

public sealed class CrowdRaceTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Of_two_hundred_pledges_at_once_on_an_item_of_a_hundred_exactly_a_hundred_are_taken()
    {
        var story = await CrowdStory.Pledging(lane, ("大米", "袋", 100));
        var members = await Members(story, 100);

        var answers = await Task.WhenAll(members.Concat(members).Select(member => story.TryPledge(member, 1)));

        answers.Count(answer => answer.Status == 201).ShouldBe(100);
        foreach (var refused in answers.Where(answer => answer.Status != 201))
            refused.ShouldBeRefused(409, "wish.pledge_exceeds").Text("title")!.ShouldContain("已经认捐满了");
        (await lane.Sql.Value<long>("SELECT SUM(quantity) FROM wish_pledges WHERE wish_id = @Id AND status = 'promised'", new { story.Id })).ShouldBe(100);
        (await story.Progress()).ShouldBe(["100/100"]);
        await ShouldBeCoveredOnce(story);
    }

    [Fact]
    public async Task Pledges_of_mixed_size_never_exceed_the_target()
    {
        var story = await CrowdStory.Pledging(lane, ("大米", "袋", 40));
        var members = await Members(story, 30);

        var answers = await Task.WhenAll(members.Select((member, index) => story.TryPledge(member, 1 + index % 7)));

        answers.ShouldAllBe(answer => answer.Status == 201 || answer.Code == "wish.pledge_exceeds");
        answers.Where(answer => answer.Status == 201).Sum(answer => answer.Number("quantity")).ShouldBeLessThanOrEqualTo(40);
        await story.ShouldAddUp();
        var free = 40 - answers.Where(answer => answer.Status == 201).Sum(answer => answer.Number("quantity"));
        if (free == 0)
            return;
        (await story.TryPledge(members[0], free + 1)).ShouldBeRefused(409, "wish.pledge_exceeds").Text("title")!.ShouldContain($"只差 {free} 袋");
        await story.Pledge(free);
        await ShouldBeCoveredOnce(story);
    }

    [Fact]
    public async Task The_last_parts_of_several_items_taken_at_once_cover_the_wish_once()
    {
        for (var round = 0; round < 5; round++)
        {
            var story = await CrowdStory.Pledging(lane, ("大米", "袋", 1), ("食用油", "桶", 1), ("面粉", "袋", 1), ("鸡蛋", "箱", 1));
            var members = await Members(story, 4);

            var answers = await Task.WhenAll(members.Select((member, item) => story.TryPledge(member, 1, item)));

            answers.ShouldAllBe(answer => answer.Status == 201);
            await ShouldBeCoveredOnce(story);
        }
    }

    [Fact]
    public async Task Pledges_and_withdrawals_that_race_leave_the_counters_true()
    {
        var story = await CrowdStory.Pledging(lane, ("大米", "袋", 10));
        var members = await Members(story, 20);
        var mine = await Task.WhenAll(members[..10].Select(member => story.Pledge(1, who: member)));
        (await story.Status()).ShouldBe("covered");

        var withdrawn = members[..10].Select((member, index) => story.TryWithdraw(member, mine[index]));
        var pledged = members[10..].Select(member => story.TryPledge(member, 1));
        var answers = await Task.WhenAll(withdrawn.Concat(pledged));

        answers[..10].ShouldAllBe(answer => answer.Status == 204);
        answers[10..].ShouldAllBe(answer => answer.Status == 201 || answer.Code == "wish.pledge_exceeds");
        await story.ShouldAddUp();
        var full = (await story.Progress()).Single() == "10/10";
        (await story.Status()).ShouldBe(full ? "covered" : "pledging");
        (await story.EventsOf("cover") - await story.EventsOf("withdrawPledge")).ShouldBe(full ? 1 : 0);
    }

    [Fact]
    public async Task Fifty_repeats_of_one_pledge_make_one()
    {
        var story = await CrowdStory.Pledging(lane, ("大米", "袋", 100));
        var key = Client.NewKey();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => story.TryPledge(story.Member, 2, key: key)));

        foreach (var answer in answers)
            answer.ShouldBe(201).Body.ShouldBe(answers[0].Body);
        answers.Count(answer => answer.IsReplay).ShouldBe(49);
        (await story.Pledges()).ShouldBe(["2:promised"]);
        (await story.Progress()).ShouldBe(["2/100"]);
    }

    [Fact]
    public async Task Repeats_of_one_withdrawal_at_once_free_it_once()
    {
        var story = await CrowdStory.Pledging(lane, ("大米", "袋", 10));
        var pledge = await story.Pledge(4);
        await story.Pledge(3);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => story.TryWithdraw(story.Member, pledge)));

        answers.ShouldAllBe(answer => answer.Status == 204);
        (await story.Progress()).ShouldBe(["3/10"]);
        await story.ShouldAddUp();
    }

    [Fact]
    public async Task Three_runners_that_race_end_pledging_once_and_free_overdue_promises_once()
    {
        var missing = await CrowdStory.Pledging(lane);
        await missing.Pledge(1);
        lane.Clock.Advance(CrowdStory.PledgeLimit);
        await RunThree();
        (await missing.Status()).ShouldBe("partlyCovered");
        (await missing.EventsOf("endPledging")).ShouldBe(1);

        var late = await CrowdStory.In(lane, "covered");
        lane.Clock.Advance(CrowdStory.DeliveryLimit);
        await RunThree();
        (await late.Status()).ShouldBe("pledging");
        (await late.EventsOf("expirePledge")).ShouldBe(1);
        (await late.Pledges()).ShouldBe(["3:expired", "2:expired"]);
        // Both promises were one member's, who hears of them once.
        (await late.Messages("wish.pledgeExpired")).ShouldBe(1);
        await late.ShouldAddUp();
    }

    [Fact]
    public async Task The_jobs_run_at_once_without_a_lease_move_each_wish_once()
    {
        var stories = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CrowdStory.Pledging(lane)));
        lane.Clock.Advance(CrowdStory.PledgeLimit);
        var jobs = lane.Services.GetServices<IJob>().Where(job => job.GetType().Name is "EndPledging" or "ExpirePledges").ToList();
        jobs.Count.ShouldBe(2);

        await Task.WhenAll(Enumerable.Range(0, 3).SelectMany(_ => jobs).Select(job => job.Run(lane.Clock.Now, CancellationToken.None)));

        foreach (var story in stories)
            (await story.EventsOf("endPledging")).ShouldBe(1);
    }

    private Task<int[]> RunThree() => Task.WhenAll(Enumerable.Range(0, 3).Select(_ =>
        ActivatorUtilities.CreateInstance<JobRunner>(lane.Services).RunDue(CancellationToken.None)));

    private async Task<Person[]> Members(CrowdStory story, int count) =>
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => lane.NewMember(story.Community)));

    private static async Task ShouldBeCoveredOnce(CrowdStory story)
    {
        (await story.Status()).ShouldBe("covered");
        (await story.Events()).Count(line => line == "cover:pledging->covered:system").ShouldBe(1);
        (await story.Messages("wish.covered")).ShouldBe(1);
        await story.ShouldAddUp();
    }
}
