namespace LinYuan.Tests.Wishes.Crowd;

public sealed class CrowdLifeTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task A_crowd_wish_goes_from_pledges_to_thanks_and_its_givers_are_credited_once()
    {
        var story = await CrowdStory.Pledging(lane);
        var other = await lane.NewMember(story.Community);
        var first = await story.Pledge(1);
        var second = await story.Pledge(2);
        var third = await story.Pledge(2, item: 1, who: other);
        (await story.Messages("wish.goodsDue")).ShouldBe(2);

        (await story.Receive(first)).Text("status").ShouldBe("delivering");
        (await story.ByStaff(story.Staff, "hand-over")).ShouldBeRefused(409, "wish.not_all_received");
        await story.Receive(second);
        await story.Receive(third);
        (await story.TryReceive(story.Staff, third)).ShouldBeRefused(409, "wish.wrong_state");
        (await story.HandOver()).Text("status").ShouldBe("delivered");
        (await story.Author.Post($"/api/v1/wishes/{story.Id}/confirm", new { score = 5 })).ShouldBe(200);

        (await story.Events()).ShouldBe([
            "submit:->pendingReview:author", "approve:pendingReview->pledging:staff", "cover:pledging->covered:system",
            "receive:covered->delivering:staff", "handOver:delivering->delivered:staff", "confirm:delivered->fulfilled:author",
        ]);
        // Two pledges of one member earn what one does.
        (await story.Member.Points(), await other.Points()).ShouldBe((5, 5));
        (await lane.Sql.Count("point_entries WHERE source_kind = 'pledge' AND account_kind = 'user' AND source_id IN (@first, @second, @third)",
            new { first, second, third })).ShouldBe(2);
        (await story.Row<byte[]>("contact_enc")).ShouldBeNull();
    }

    [Fact]
    public async Task Without_an_answer_the_givers_are_credited_half()
    {
        var story = await CrowdStory.In(lane, "delivered");

        await story.LetPass(WishStory.ConfirmLimit);

        (await story.Status()).ShouldBe("fulfilledUnconfirmed");
        (await story.Member.Points()).ShouldBe(2);
    }

    [Theory]
    [InlineData("fulfilled", "fulfilled", 5)]
    [InlineData("delivering", "delivering", 0)]
    public async Task Staff_decide_a_dispute(string outcome, string status, int points)
    {
        var story = await CrowdStory.In(lane, "disputed");
        foreach (var other in new[] { "open", "inProgress" })
            (await story.ByStaff(story.Staff, "resolve-dispute", new { outcome = other })).ShouldBeRefused(400, "request.invalid");

        (await story.ByStaff(story.Staff, "resolve-dispute", new { outcome })).ShouldBe(200);

        (await story.Status()).ShouldBe(status);
        (await story.Member.Points()).ShouldBe(points);
        if (status == "delivering")
            (await story.HandOver()).Text("status").ShouldBe("delivered");
    }

    [Fact]
    public async Task A_pledge_may_be_made_until_the_last_moment_and_not_after_it_even_if_no_job_has_run()
    {
        var story = await CrowdStory.Pledging(lane);
        lane.Clock.Advance(CrowdStory.PledgeLimit - WishStory.Instant);
        await lane.RunJobs();
        await story.Pledge(1);
        (await story.SeenBy(story.Member)).Moves().ShouldBe(["pledge", "withdrawPledge"]);

        lane.Clock.Advance(WishStory.Instant);

        (await story.TryPledge(story.Member, 1)).ShouldBeRefused(409, "wish.wrong_state");
        (await story.SeenBy(story.Member)).Moves().ShouldBe(["withdrawPledge"]);
        (await story.Status()).ShouldBe("pledging");
    }

    [Fact]
    public async Task Staff_shrink_the_targets_to_what_is_pledged()
    {
        var story = await CrowdStory.In(lane, "partlyCovered");
        (await story.SeenBy(story.Staff)).Moves().ShouldContain("resolveCrowd");

        (await story.Resolve("shrink")).ShouldBe(200).Text("status").ShouldBe("covered");

        (await story.Progress()).ShouldBe(["1/1", "0/0"]);
        (await story.Messages("wish.goodsDue")).ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_can_be_shrunk_to_nothing()
    {
        var story = await CrowdStory.Pledging(lane);
        await story.LetPass(CrowdStory.PledgeLimit);

        (await story.Resolve("shrink")).ShouldBeRefused(409, "wish.nothing_pledged");
        (await story.Progress()).ShouldBe(["0/3", "0/2"]);
    }

    [Fact]
    public async Task Staff_extend_once()
    {
        var story = await CrowdStory.In(lane, "partlyCovered");
        (await story.Resolve("extend")).ShouldBe(200).Text("status").ShouldBe("pledging");
        await story.LetPass(CrowdStory.PledgeLimit - WishStory.Instant);
        (await story.Status()).ShouldBe("pledging");
        await story.LetPass(WishStory.Instant + TimeSpan.FromMinutes(1));
        (await story.Status()).ShouldBe("partlyCovered");

        (await story.Resolve("extend")).ShouldBeRefused(409, "wish.extension_used");
    }

    [Fact]
    public async Task Staff_close_with_a_public_reason_and_the_pledgers_are_told()
    {
        var story = await CrowdStory.In(lane, "partlyCovered");
        (await story.Resolve("close")).ShouldBeRefused(400, "request.invalid");

        (await story.Resolve("close", "认捐的数量太少")).ShouldBe(200).Text("status").ShouldBe("unmet");

        (await lane.Anyone.Get($"/open/v1/wishes/{story.Id}")).ShouldBe(200).Text("publicReason").ShouldBe("认捐的数量太少");
        (await story.Pledges()).ShouldBe(["1:freed"]);
        (await story.Messages("wish.pledgeFreed")).ShouldBe(1);
        (await story.Row<byte[]>("contact_enc")).ShouldBeNull();
        await story.ShouldAddUp();
    }

    [Fact]
    public async Task Goods_that_do_not_come_are_free_for_others_and_those_that_came_stay()
    {
        var story = await CrowdStory.In(lane, "delivering");
        var pledgeBy = lane.Clock.Now + CrowdStory.DeliveryLimit + CrowdStory.PledgeLimit;

        await story.LetPass(CrowdStory.DeliveryLimit);

        (await story.Pledges()).ShouldBe(["3:received", "2:expired"]);
        var seen = await story.SeenBy(story.Author);
        seen.Text("status").ShouldBe("pledging");
        seen["pledgeBy"].GetDateTimeOffset().ShouldBe(pledgeBy);
        (await story.Progress()).ShouldBe(["3/3", "0/2"]);
        var again = await story.Pledge(2, item: 1, who: await lane.NewMember(story.Community));
        (await story.Status()).ShouldBe("covered");
        await story.Receive(again);
        await story.HandOver();
    }

    [Fact]
    public async Task When_all_that_came_is_all_that_is_wanted_it_can_be_handed_over()
    {
        var story = await CrowdStory.In(lane, "delivering");
        await story.LetPass(CrowdStory.DeliveryLimit);
        await story.LetPass(CrowdStory.PledgeLimit);
        (await story.Resolve("shrink")).ShouldBe(200).Moves().ShouldContain("handOver");

        (await story.HandOver()).Text("status").ShouldBe("delivered");
    }

    [Fact]
    public async Task A_withdrawn_pledge_is_free_again_and_uncovers_the_wish()
    {
        var story = await CrowdStory.Pledging(lane);
        var pledges = await story.PledgeAll();
        (await story.TryWithdraw(story.Member, pledges[1])).ShouldBe(204);
        (await story.TryWithdraw(story.Member, pledges[1])).ShouldBe(204);

        (await story.Status()).ShouldBe("pledging");
        (await story.Progress()).ShouldBe(["3/3", "0/2"]);
        (await story.EventsOf("withdrawPledge")).ShouldBe(1);
        await story.LetPass(CrowdStory.DeliveryLimit);
        (await story.Pledges()).ShouldBe(["3:promised", "2:withdrawn"]);
    }

    [Fact]
    public async Task Who_has_withdrawn_is_not_asked_for_goods_any_more()
    {
        await lane.DeliverOutbox();
        var story = await CrowdStory.Pledging(lane, ("大米", "袋", 1));
        var other = await lane.NewMember(story.Community);
        var pledge = await story.Pledge(1);
        (await story.TryWithdraw(story.Member, pledge)).ShouldBe(204);
        await story.Pledge(1, who: other);

        await lane.DeliverOutbox();

        (await lane.Sql.List<string>("""
            SELECT CONCAT(recipient_id, ':', state) FROM outbox_messages WHERE subject_id = @Id AND kind = 'wish.goodsDue' ORDER BY id
            """, new { story.Id })).ShouldBe([$"{story.Member.Id}:obsolete", $"{other.Id}:delivered"]);
    }

    [Theory]
    [InlineData("pledging")]
    [InlineData("covered")]
    [InlineData("partlyCovered")]
    public async Task The_author_withdraws_and_every_promise_is_freed(string status)
    {
        var story = await CrowdStory.In(lane, status);
        if (status == "pledging")
            await story.Pledge(1);

        (await story.Author.Post($"/api/v1/wishes/{story.Id}/withdraw")).ShouldBe(200);

        (await story.Pledges()).ShouldAllBe(pledge => pledge.EndsWith(":freed", StringComparison.Ordinal));
        (await story.Messages("wish.pledgeFreed")).ShouldBe(1);
        (await story.Member.Get($"/api/v1/wishes/{story.Id}")).ShouldBe(200).Text("status").ShouldBe("withdrawn");
        (await story.Member.Get($"/api/v1/wishes/{story.Id}/timeline")).ShouldBe(200);
        (await story.TryPledge(story.Member, 1)).ShouldBeRefused(409, "wish.wrong_state");
        var stranger = await lane.NewMember(story.Community);
        (await stranger.Get($"/api/v1/wishes/{story.Id}")).ShouldBeRefused(404, "resource.not_found");
        (await story.TryPledge(stranger, 1)).ShouldBeRefused(404, "resource.not_found");
    }
}
