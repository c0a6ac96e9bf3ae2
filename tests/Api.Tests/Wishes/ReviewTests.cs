using System.Text.Json;

namespace LinYuan.Tests.Wishes;

public sealed class ReviewTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Nobody_reviews_their_own_wish()
    {
        var place = await lane.NewCommunity();
        var staff = await lane.NewStaff(place.Id);
        var story = new WishStory(lane, place, staff, await place.Staff(), await lane.NewPerson());
        await story.Post();

        foreach (var action in new[] { "approve", "ask-changes", "reject", "cannot" })
            (await story.ByStaff(staff, action, action == "approve" ? "{}" : """{"reason":"自己的心愿"}""")).ShouldBeRefused(403, "wish.own_case");

        (await story.SeenBy(staff)).Moves().ShouldBe(["withdraw"]);
        (await story.Approve()).Text("status").ShouldBe("open");
    }

    [Fact]
    public async Task Staff_review_what_lies_below_their_area_and_find_nothing_else()
    {
        var story = await WishStory.In(lane, "pendingReview");
        var place = story.Community;
        var beside = await lane.NewCommunityIn(place.DistrictId, place.StreetId);
        var elsewhere = await lane.NewCommunity();

        foreach (var area in new[] { beside.Id, (await lane.NewCommunityIn(place.DistrictId)).StreetId, elsewhere.DistrictId })
        {
            var stranger = await lane.NewStaff(area);
            (await story.ByStaff(stranger, "approve")).ShouldBeRefused(404, "resource.not_found");
            (await stranger.Get($"/api/v1/wishes/{story.Id}")).ShouldBeRefused(404, "resource.not_found");
            (await stranger.Get("/staff/v1/wishes")).ShouldBe(200).Items.ShouldBeEmpty();
            (await stranger.Get($"/staff/v1/wishes?areaId={place.IdText}")).ShouldBeRefused(404, "resource.not_found");
        }
        (await story.ByStaff(await lane.NewStaff(place.StreetId), "ask-changes", new { reason = "请写清楚" })).ShouldBe(200);
        (await story.By(story.Author, "submit", WishStory.Words(place))).ShouldBe(200);
        (await story.ByStaff(await lane.NewStaff(place.DistrictId), "approve", new { version = 2 })).ShouldBe(200);
    }

    [Fact]
    public async Task Two_approvals_at_once_are_one()
    {
        for (var round = 0; round < 5; round++)
        {
            var story = await WishStory.In(lane, "pendingReview");
            var other = await lane.NewStaff(story.Community.StreetId);

            var answers = await Task.WhenAll(
                story.ByStaff(story.Staff, "approve", new { publicTitle = "第一种说法" }),
                story.ByStaff(other, "approve", new { publicTitle = "第二种说法" }));

            answers.Count(answer => answer.Status == 200).ShouldBe(1);
            answers.Single(answer => answer.Status != 200).ShouldBeRefused(409, "wish.wrong_state");
            (await story.Row<string>("public_title")).ShouldBe(answers.Single(answer => answer.Status == 200).Text("title"));
            (await story.EventsOf("approve")).ShouldBe(1);
            (await story.Messages()).Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task An_approval_and_a_withdrawal_at_once_leave_one_true_state()
    {
        for (var round = 0; round < 5; round++)
        {
            var story = await WishStory.In(lane, "pendingReview");

            var answers = await Task.WhenAll(story.ByStaff(story.Staff, "approve"), story.By(story.Author, "withdraw"));

            foreach (var refused in answers.Where(answer => answer.Status != 200))
                refused.ShouldBeRefused(409, "wish.wrong_state");
            // Both may succeed: an open wish can be withdrawn too. What is withdrawn must not be in sight.
            (await story.Row<bool>("listed")).ShouldBe(await story.Status() == "open");
        }
    }

    [Fact]
    public async Task Staff_may_ask_for_changes_and_the_author_hands_the_wish_in_again()
    {
        var story = await WishStory.In(lane, "pendingReview");

        (await story.ByStaff(story.Staff, "ask-changes", new { reason = "请写清楚哪一盏灯" })).ShouldBe(200).Text("status").ShouldBe("draft");

        var draft = await story.SeenBy(story.Author);
        draft.Text("reviewReason").ShouldBe("请写清楚哪一盏灯");
        draft.Moves().ShouldBe(["submit", "withdraw"]);
        var elsewhere = await lane.NewCommunityIn(story.Community.DistrictId);
        var words = WishStory.Words(elsewhere, "修三号门的灯", category: "microFacility", phone: "13911112222");
        var again = (await story.By(story.Author, "submit", words)).ShouldBe(200);
        again.Text("status").ShouldBe("pendingReview");
        again["reviewReason"].ValueKind.ShouldBe(JsonValueKind.Null);
        (again.Text("communityId"), again.Text("communityName"), again.Text("category")).ShouldBe((elsewhere.IdText, elsewhere.Name, "microFacility"));

        (await story.ByStaff(story.Staff, "approve")).ShouldBeRefused(404, "resource.not_found");
        (await story.ByStaff(await elsewhere.Staff(), "approve", new { version = 2 })).ShouldBe(200).Text("title").ShouldBe("修三号门的灯");
        (await story.Claim()).Text("contact.phone").ShouldBe("13911112222");
        (await story.Events()).Take(3).ShouldBe(
            ["submit:->pendingReview:author", "askChanges:pendingReview->draft:staff", "submit:draft->pendingReview:author"]);
    }

    [Fact]
    public async Task The_author_reads_why_a_wish_was_turned_down_and_others_find_nothing()
    {
        var story = await WishStory.In(lane, "pendingReview");

        (await story.ByStaff(story.Staff, "reject", new { reason = "请走物业维修渠道" })).ShouldBe(200);

        (await story.SeenBy(story.Author)).Text("reviewReason").ShouldBe("请走物业维修渠道");
        (await story.SeenBy(story.Author)).Moves().ShouldBe(["appeal"]);
        (await story.Author.Get("/api/v1/me/wishes")).ShouldBe(200).Text("items.0.reviewReason").ShouldBe("请走物业维修渠道");
        (await story.Claimer.Get($"/api/v1/wishes/{story.Id}")).ShouldBeRefused(404, "resource.not_found");
        (await lane.Anyone.Get($"/open/v1/wishes/{story.Id}")).ShouldBeRefused(404, "resource.not_found");
    }

    [Fact]
    public async Task Reasons_between_people_are_in_nobody_elses_view()
    {
        var story = await WishStory.In(lane, "pendingReview");
        await story.ByStaff(story.Staff, "ask-changes", new { reason = "只给作者的话" });
        await story.By(story.Author, "submit", WishStory.Words(story.Community));
        await story.Approve(new { version = 2 });
        await story.Claim();
        await story.Extend();
        await story.Contacted();
        await story.Deliver();
        await story.Dispute();
        var curious = await lane.NewMember(story.Community);

        foreach (var path in new[] { $"/api/v1/wishes/{story.Id}", $"/api/v1/wishes/{story.Id}/timeline", $"/open/v1/wishes/{story.Id}" })
        {
            var body = (await curious.Get(path)).ShouldBe(200).Body;
            foreach (var reason in new[] { "只给作者的话", "材料还没有到", "灯还是不亮" })
                body.ShouldNotContain(reason);
        }
        var view = await story.SeenBy(curious);
        foreach (var field in new[] { "original", "textCheck", "reviewReason", "lease", "deliveryNote", "score", "comment" })
            view[field].ValueKind.ShouldBe(JsonValueKind.Null, field);
    }

    [Fact]
    public async Task Everybody_reads_why_a_wish_cannot_be_fulfilled()
    {
        var story = await WishStory.In(lane, "open");

        (await story.ByStaff(story.Staff, "cannot", new { reason = "需要产权单位处理" })).ShouldBe(200);

        var open = (await lane.Anyone.Get($"/open/v1/wishes/{story.Id}")).ShouldBe(200);
        (open.Text("status"), open.Text("publicReason")).ShouldBe(("unmet", "需要产权单位处理"));
        (await lane.Anyone.Get($"/open/v1/wishes?areaId={story.Community.IdText}")).ShouldBe(200).Text("items.0.publicReason").ShouldBe("需要产权单位处理");
    }

    [Theory]
    [InlineData("换一盏灯", null, "换一盏灯", "楼道口的灯坏了三天，晚上进出看不清台阶")]
    [InlineData(null, "一位老人的门灯坏了", "修一修门口的灯", "一位老人的门灯坏了")]
    [InlineData("", "", "修一修门口的灯", "楼道口的灯坏了三天，晚上进出看不清台阶")]
    public async Task Staff_may_reword_what_others_read(string? publicTitle, string? publicStory, string title, string text)
    {
        var story = await WishStory.In(lane, "pendingReview");

        await story.Approve(new { publicTitle, publicStory });

        foreach (var answer in new[] { await story.SeenBy(story.Claimer), (await lane.Anyone.Get($"/open/v1/wishes/{story.Id}")).ShouldBe(200) })
            (answer.Text("title"), answer.Text("story")).ShouldBe((title, text));
        foreach (var reader in new[] { story.Author, story.Staff })
            (await story.SeenBy(reader)).Text("original.title").ShouldBe("修一修门口的灯");
    }

    [Theory]
    [InlineData("approve", "{\"publicTitle\":\"短\"}")]
    [InlineData("approve", "{\"publicStory\":7}")]
    [InlineData("reject", "{}")]
    [InlineData("reject", "{\"reason\":\" \"}")]
    [InlineData("ask-changes", "")]
    public async Task What_staff_send_must_be_whole(string action, string body)
    {
        var story = await WishStory.In(lane, "pendingReview");

        (await story.ByStaff(story.Staff, action, body)).ShouldBeRefused(400, "request.invalid");

        (await story.Status()).ShouldBe("pendingReview");
    }
}
