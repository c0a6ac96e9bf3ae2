using System.Text.Json;
using LinYuan.Tests.Wishes.Crowd;

namespace LinYuan.Tests.Wishes.Duplicates;

public sealed class MergeTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task A_merged_wish_ends_and_says_which_one_stands_for_it()
    {
        var into = await WishStory.In(lane, "open");
        var wish = await WishStory.In(lane, "open", into.Community);

        var merged = (await Merge(wish, into)).ShouldBe(200);

        (merged.Text("status"), merged.Text("mergedIntoId")).ShouldBe(("merged", into.Id));
        merged.Moves().ShouldBeEmpty();
        (await wish.SeenBy(wish.Author)).Text("mergedIntoId").ShouldBe(into.Id);
        (await wish.Row<byte[]>("contact_enc")).ShouldBeNull();
        (await into.Row<byte[]>("contact_enc")).ShouldNotBeNull();
        (await wish.Events())[^1].ShouldBe("merge:open->merged:staff");
        (await into.Events())[^1].ShouldBe("takeIn:open->open:system");
        (await into.Status()).ShouldBe("open");
        (await into.Author.Get($"/api/v1/wishes/{into.Id}/timeline")).ShouldBe(200).Items[^1].GetProperty("reason").ValueKind.ShouldBe(JsonValueKind.Null);
        (await lane.Sql.Count("wish_likeness WHERE wish_id = @Id", new { wish.Id })).ShouldBe(0);
    }

    [Fact]
    public async Task A_link_to_a_listed_wish_lives_on_but_no_list_shows_it()
    {
        var into = await WishStory.In(lane, "open");
        var wish = await WishStory.In(lane, "open", into.Community);
        await Merge(wish, into);

        var seen = (await lane.Anyone.Get($"/open/v1/wishes/{wish.Id}")).ShouldBe(200);
        (seen.Text("status"), seen.Text("mergedIntoId")).ShouldBe(("merged", into.Id));
        (await wish.SeenBy(wish.Claimer)).Text("mergedIntoId").ShouldBe(into.Id);
        foreach (var status in new[] { "", "&status=merged" })
        {
            (await lane.Anyone.Get($"/open/v1/wishes?areaId={wish.Community.IdText}{status}")).ShouldBe(200).Items
                .ShouldAllBe(item => item.GetProperty("id").GetString() != wish.Id);
        }
        (await wish.By(wish.Claimer, "claim")).ShouldBeRefused(409, "wish.not_claimable");
        (await lane.Anyone.Get($"/open/v1/statistics?areaId={wish.Community.IdText}")).ShouldBe(200).Number("wishes.posted").ShouldBe(1);
    }

    [Fact]
    public async Task A_wish_that_nobody_reviewed_stays_unseen_after_it_is_merged()
    {
        var into = await WishStory.In(lane, "open");
        var wish = await WishStory.In(lane, "pendingReview", into.Community);
        (await Merge(wish, into)).ShouldBe(200);

        (await lane.Anyone.Get($"/open/v1/wishes/{wish.Id}")).ShouldBeRefused(404, "resource.not_found");
        (await wish.Claimer.Get($"/api/v1/wishes/{wish.Id}")).ShouldBeRefused(404, "resource.not_found");
        (await wish.SeenBy(wish.Author)).Text("mergedIntoId").ShouldBe(into.Id);
    }

    [Fact]
    public async Task Its_author_and_its_followers_follow_the_other_and_hear_how_it_ends()
    {
        var into = await WishStory.In(lane, "open");
        var wish = await WishStory.In(lane, "open", into.Community);
        var (follower, muted) = (await lane.NewPerson(), await lane.NewPerson());
        foreach (var person in new[] { follower, muted, into.Author })
            (await wish.By(person, "follow")).ShouldBe(200);
        (await wish.By(muted, "mute")).ShouldBe(200);

        await Merge(wish, into);

        (await Followers(into)).ShouldBe(new[] { wish.Author.Id, follower.Id }.Order());
        (await Followers(wish)).ShouldBeEmpty();
        (await wish.Messages("wish.merged")).ShouldBe(["wish.merged:waiting"]);
        (await wish.Author.Get("/api/v1/me/followed-wishes")).ShouldBe(200).Text("items.0.id").ShouldBe(into.Id);

        (await into.By(into.Author, "withdraw")).ShouldBe(200);
        await lane.DeliverOutbox();
        (await lane.Sql.List<long>("SELECT recipient_id FROM outbox_messages WHERE subject_id = @Id AND kind = 'wish.followedEnded' ORDER BY 1", new { into.Id }))
            .ShouldBe(new[] { wish.Author.Id, follower.Id }.Order());
    }

    [Fact]
    public async Task Two_wishes_of_one_author_are_merged_and_nobody_follows_their_own()
    {
        var into = await WishStory.In(lane, "open");
        var twice = new WishStory(lane, into.Community, into.Author, into.Staff, into.Claimer);
        await twice.Post();

        (await Merge(twice, into)).ShouldBe(200);

        (await Followers(into)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("claimed")]
    [InlineData("inProgress")]
    public async Task The_other_may_be_in_hand(string status)
    {
        var into = await WishStory.In(lane, status);
        var wish = await WishStory.In(lane, "pendingReview", into.Community);

        (await Merge(wish, into)).ShouldBe(200);

        (await into.Events())[^1].ShouldBe($"takeIn:{status}->{status}:system");
    }

    [Theory]
    [InlineData("draft")]
    [InlineData("rejected")]
    [InlineData("delivered")]
    [InlineData("disputed")]
    [InlineData("fulfilled")]
    [InlineData("withdrawn")]
    [InlineData("unmet")]
    public async Task Into_a_wish_in_another_state_nothing_is_merged(string status)
    {
        var into = await WishStory.In(lane, status);
        var wish = await WishStory.In(lane, "pendingReview", into.Community);

        (await Merge(wish, into)).ShouldBeRefused(409, "wish.not_mergeable");
        (await Merge(into, wish)).ShouldBeRefused(409, "wish.wrong_state");

        (await wish.Status()).ShouldBe("pendingReview");
    }

    [Fact]
    public async Task No_wish_is_merged_into_one_that_may_still_be_turned_down()
    {
        var into = await WishStory.In(lane, "pendingReview");
        var published = await WishStory.In(lane, "open", into.Community);
        var waiting = await WishStory.In(lane, "pendingReview", into.Community);

        foreach (var wish in new[] { published, waiting })
            (await Merge(wish, into)).ShouldBeRefused(409, "wish.not_mergeable").Text("title")!.ShouldContain("先审核通过保留的那条");

        (await into.EventsOf("takeIn")).ShouldBe(0);
        (await into.Approve()).ShouldBe(200);
        (await Merge(waiting, into)).ShouldBe(200);
    }

    [Fact]
    public async Task A_crowd_wish_is_merged_only_while_nobody_has_pledged()
    {
        var wish = await CrowdStory.Pledging(lane);
        var into = await WishStory.In(lane, "open", wish.Community);
        var pledge = await wish.Pledge(1);
        (await wish.ByStaff(wish.Staff, "merge", new { intoId = into.Id })).ShouldBeRefused(409, "wish.not_mergeable");

        (await wish.TryWithdraw(wish.Member, pledge)).ShouldBe(204);
        (await wish.ByStaff(wish.Staff, "merge", new { intoId = into.Id })).ShouldBe(200).Text("status").ShouldBe("merged");

        (await wish.TryPledge(wish.Member, 1)).ShouldBeRefused(409, "wish.wrong_state");
        await wish.LetPass(CrowdStory.PledgeLimit);
        (await wish.Status()).ShouldBe("merged");
    }

    [Fact]
    public async Task What_was_merged_before_points_on_and_nothing_is_merged_into_a_merged_one()
    {
        var last = await WishStory.In(lane, "open");
        var (middle, first) = (await WishStory.In(lane, "open", last.Community), await WishStory.In(lane, "open", last.Community));
        await Merge(first, middle);
        (await Merge(middle, last)).ShouldBe(200);

        (await first.SeenBy(first.Author)).Text("mergedIntoId").ShouldBe(last.Id);
        (await Followers(last)).ShouldBe(new[] { first.Author.Id, middle.Author.Id }.Order());
        (await Merge(await WishStory.In(lane, "open", last.Community), middle)).ShouldBeRefused(409, "wish.not_mergeable");
        (await Merge(first, last)).ShouldBeRefused(409, "wish.wrong_state");
    }

    [Fact]
    public async Task Both_must_be_others_wishes_of_one_community_in_the_callers_area()
    {
        var wish = await WishStory.In(lane, "open");
        var into = await WishStory.In(lane, "open", wish.Community);
        var beside = await WishStory.In(lane, "open", await lane.NewCommunityIn(wish.Community.DistrictId, wish.Community.StreetId));
        var far = await WishStory.In(lane, "open");
        var street = await lane.NewStaff(wish.Community.StreetId);

        foreach (var target in new[] { wish.Id, far.Id, "999999999999" })
            (await MergeBy(wish.Staff, wish, target)).ShouldBeRefused(400, "request.invalid")["errors.intoId"].GetArrayLength().ShouldBe(1);
        (await MergeBy(street, wish, beside.Id)).ShouldBeRefused(400, "request.invalid")["errors.intoId"].GetArrayLength().ShouldBe(1);
        (await MergeBy(beside.Staff, wish, into.Id)).ShouldBeRefused(404, "resource.not_found");
        (await MergeBy(wish.Author, wish, into.Id)).ShouldBeRefused(403, "access.denied");
        await wish.Author.BecomesStaffOf(wish.Community.Id);
        (await MergeBy(wish.Author, wish, into.Id)).ShouldBeRefused(403, "wish.own_case");
        (await MergeBy(wish.Author, into, wish.Id)).ShouldBeRefused(403, "wish.own_case");
        (await MergeBy(wish.Staff, wish, into.Id)).ShouldBe(200);
    }

    [Fact]
    public async Task An_appeal_is_not_merged_away_by_those_who_turned_the_wish_down()
    {
        var wish = await WishStory.In(lane, "rejected");
        var into = await WishStory.In(lane, "open", wish.Community);
        (await lane.Sql.Count("wish_likeness WHERE wish_id = @Id", new { wish.Id })).ShouldBe(0);
        (await wish.By(wish.Author, "appeal", new { reason = "灯真的不亮了" })).ShouldBe(200);
        (await lane.Sql.Count("wish_likeness WHERE wish_id = @Id", new { wish.Id })).ShouldBe(1);

        (await Merge(wish, into)).ShouldBeRefused(403, "wish.appeal_elsewhere");

        (await MergeBy(await lane.NewStaff(wish.Community.StreetId), wish, into.Id)).ShouldBe(200);
    }

    [Fact]
    public async Task A_merge_under_one_key_happens_once()
    {
        var into = await WishStory.In(lane, "open");
        var wish = await WishStory.In(lane, "open", into.Community);
        var (path, key) = ($"/staff/v1/wishes/{wish.Id}/merge", Client.NewKey());

        (await wish.Staff.Post(path, new { intoId = into.Id }, key)).ShouldBe(200).IsReplay.ShouldBeFalse();
        (await wish.Staff.Post(path, new { intoId = into.Id }, key)).ShouldBe(200).IsReplay.ShouldBeTrue();

        (await into.EventsOf("takeIn")).ShouldBe(1);
    }

    private async Task<IReadOnlyList<long>> Followers(WishStory story) =>
        await lane.Sql.List<long>("SELECT user_id FROM wish_followers WHERE wish_id = @Id ORDER BY user_id", new { story.Id });

    private static Task<Answer> Merge(WishStory wish, WishStory into) => MergeBy(wish.Staff, wish, into.Id);

    private static Task<Answer> MergeBy(Person who, WishStory wish, string intoId) => wish.ByStaff(who, "merge", new { intoId });
}
