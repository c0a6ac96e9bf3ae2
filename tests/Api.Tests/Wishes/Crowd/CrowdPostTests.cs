namespace LinYuan.Tests.Wishes.Crowd;

/// <summary>What may be asked for, and who sees what of it.</summary>
public sealed class CrowdPostTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Theory]
    [InlineData("大米", "元", "items[0].unit")]
    [InlineData("大米", "万元", "items[0].unit")]
    [InlineData("大米", "块钱", "items[0].unit")]
    [InlineData("大米", "￥", "items[0].unit")]
    [InlineData("大米", "ＲＭＢ", "items[0].unit")]
    [InlineData("大米", "人 民 币", "items[0].unit")]
    [InlineData("现金", "份", "items[0].name")]
    [InlineData("微信红包", "个", "items[0].name")]
    [InlineData("转账", "次", "items[0].name")]
    [InlineData("钱", "份", "items[0].name")]
    [InlineData("每人100元", "份", "items[0].name")]
    [InlineData("一百块钱", "份", "items[0].name")]
    public async Task Money_is_refused_with_the_way_that_there_is_for_it(string name, string unit, string field)
    {
        var story = await CrowdStory.Begin(lane);

        var refused = (await story.Author.Post("/api/v1/wishes", CrowdStory.Words(story.Community, (name, unit, 3)))).ShouldBeRefused(400, "request.invalid");

        refused.Json.GetProperty("errors").GetProperty(field)[0].GetString()!.ShouldContain("指定的慈善组织");
    }

    [Theory]
    [InlineData("三单元的楼道灯", "盏")]
    [InlineData("肥皂", "块")]
    [InlineData("教案", "单元")]
    [InlineData("陪伴", "小时")]
    public async Task What_only_looks_like_money_is_taken(string name, string unit)
    {
        var story = await CrowdStory.Begin(lane);

        (await story.Post((name, unit, 3))).Text("items.0.unit").ShouldBe(unit);
    }

    [Fact]
    public async Task A_phone_number_in_an_item_is_refused_since_everyone_reads_it()
    {
        var story = await CrowdStory.Begin(lane);

        var refused = await story.Author.Post("/api/v1/wishes", CrowdStory.Words(story.Community, ("大米，电话139-0000-0000", "袋", 3)));

        refused.ShouldBeRefused(400, "request.invalid").Body.ShouldContain("items[0].name");
    }

    [Fact]
    public async Task More_than_twenty_items_are_refused_and_an_empty_list_makes_an_ordinary_wish()
    {
        var story = await CrowdStory.Begin(lane);
        var many = Enumerable.Range(0, 21).Select(index => ($"物品{index}", "个", 1)).ToArray();

        (await story.Author.Post("/api/v1/wishes", CrowdStory.Words(story.Community, many))).ShouldBeRefused(400, "request.invalid");
        await story.Post(many[..20]);
        story.ItemIds.Count.ShouldBe(20);

        await story.Post();
        (await story.Approve()).Text("status").ShouldBe("open");
    }

    [Theory]
    [InlineData("大米", "袋")]
    [InlineData(" 大米", "袋 ")]
    [InlineData("大\u3000米", "袋")]
    public async Task The_same_item_twice_is_refused_since_nobody_would_see_how_much_is_missing(string name, string unit)
    {
        var story = await CrowdStory.Begin(lane);

        var refused = await story.Author.Post("/api/v1/wishes", CrowdStory.Words(story.Community, ("大米", "袋", 3), ("食用油", "桶", 2), (name, unit, 1)));

        refused.ShouldBeRefused(400, "request.invalid").Json.GetProperty("errors").GetProperty("items[2].name")[0].GetString()!.ShouldContain("请合成一项");
        await story.Post(("大米", "袋", 3), ("大米", "斤", 2));
    }

    [Fact]
    public async Task Items_handed_in_again_replace_the_first_ones()
    {
        var story = await CrowdStory.Begin(lane);
        await story.Post(CrowdStory.Usual);
        (await story.ByStaff(story.Staff, "ask-changes", new { reason = "请写清楚数量" })).ShouldBe(200);

        var again = (await story.Author.Post($"/api/v1/wishes/{story.Id}/submit", CrowdStory.Words(story.Community, ("面粉", "袋", 4)))).ShouldBe(200);

        again["items"].GetArrayLength().ShouldBe(1);
        again.Text("items.0.name").ShouldBe("面粉");
        (await story.Approve(again.Number("version"))).Text("status").ShouldBe("pledging");
    }

    [Fact]
    public async Task The_public_list_shows_how_far_it_is_and_nobody_who_pledged()
    {
        var story = await CrowdStory.Pledging(lane);
        await story.Pledge(2);

        var listed = (await lane.Anyone.Get($"/open/v1/wishes?areaId={story.Community.IdText}&status=pledging")).ShouldBe(200);

        listed.Items.Count.ShouldBe(1);
        listed.Text("items.0.items.0.pledged").ShouldBe("2");
        listed.Text("items.0.items.1.pledged").ShouldBe("0");
        listed.Body.ShouldNotContain("myPledges");
    }

    [Fact]
    public async Task A_seeded_crowd_wish_without_items_is_shown_and_cannot_be_claimed()
    {
        var story = await WishStory.In(lane, "open");
        await lane.Sql.Execute("UPDATE wishes SET is_crowd = 1 WHERE id = @Id", new { story.Id });

        (await story.SeenBy(story.Claimer))["items"].GetArrayLength().ShouldBe(0);
        (await story.SeenBy(story.Claimer)).Moves().ShouldBeEmpty();
        (await story.By(story.Claimer, "claim")).ShouldBeRefused(409, "wish.not_claimable");
        (await story.By(story.Claimer, "pledges", new { itemId = "1", quantity = 1 })).ShouldBeRefused(409, "wish.wrong_state");
    }

    [Theory]
    [InlineData("pledging")]
    [InlineData("covered")]
    [InlineData("delivering")]
    [InlineData("delivered")]
    public async Task A_pledger_gets_the_contact_by_no_route(string status)
    {
        var story = await CrowdStory.In(lane, status);
        if (status == "pledging")
            await story.Pledge(1);
        string[] paths = [$"/api/v1/wishes/{story.Id}", "/api/v1/me/pledges", $"/api/v1/wishes/{story.Id}/timeline", $"/open/v1/wishes/{story.Id}", "/api/v1/me/data"];

        foreach (var path in paths)
            (await story.Member.Get(path)).ShouldBe(200).Body.ShouldNotContain(CrowdStory.Phone);

        (await story.Member.Post($"/api/v1/wishes/{story.Id}/contact-reveals")).ShouldBeRefused(403, "access.denied");
        (await story.Member.Post($"/api/v1/wishes/{story.Id}/claim")).ShouldBeRefused(409, "wish.not_claimable");
    }

    [Fact]
    public async Task A_member_sees_their_own_pledges_and_nobody_elses()
    {
        var story = await CrowdStory.Pledging(lane);
        var other = await lane.NewMember(story.Community);
        var pledge = await story.Pledge(1);
        await story.Pledge(1, who: other);

        (await story.SeenBy(story.Member))["myPledges"].EnumerateArray().Select(mine => mine.GetProperty("id").GetString()).ShouldBe([pledge]);
        (await story.SeenBy(story.Author))["myPledges"].GetArrayLength().ShouldBe(0);
        var mine = (await story.Member.Get("/api/v1/me/pledges?limit=1")).ShouldBe(200);
        (mine.Items.Count, mine.Text("items.0.pledge.id"), mine.Text("items.0.wish.id")).ShouldBe((1, pledge, story.Id));
        mine.Text("next").ShouldBeNull();
        (await story.TryWithdraw(other, pledge)).ShouldBeRefused(404, "resource.not_found");
        var forStaff = (await story.Staff.Get($"/staff/v1/wishes/{story.Id}/pledges")).ShouldBe(200);
        forStaff.Items.Count.ShouldBe(2);
        forStaff.Body.ShouldNotContain("测试用名");
    }

    [Fact]
    public async Task A_member_pledges_for_the_unit_of_their_own_registration_only()
    {
        var story = await CrowdStory.Pledging(lane);
        var unit = await NewUnit(story.Community);
        var foreign = await NewUnit(story.Community);
        await lane.Sql.Execute("UPDATE registrations SET unit_id = @unit WHERE user_id = @Id", new { unit, story.Member.Id });

        var pledged = (await story.TryPledge(story.Member, 1, unitId: unit.ToString())).ShouldBe(201);

        pledged.Text("unitId").ShouldBe(unit.ToString());
        pledged.Text("unitName")!.ShouldStartWith("单位");
        (await story.TryPledge(story.Member, 1, unitId: foreign.ToString())).ShouldBeRefused(400, "request.invalid");
        var volunteer = await (await lane.NewPerson()).RegistersWith(story.Community, "volunteer");
        (await story.TryPledge(volunteer, 1, unitId: unit.ToString())).ShouldBeRefused(400, "request.invalid");
        (await story.TryPledge(volunteer, 1)).ShouldBe(201);
        (await story.TryPledge(await lane.NewCourier(story.Community), 1)).ShouldBeRefused(403, "registration.required");
    }

    private Task<long> NewUnit(Community community) => lane.Sql.Insert(
        "INSERT INTO units (district_id, name, eligible_members, created_at) VALUES (@DistrictId, @name, 5, @Now)",
        new { community.DistrictId, name = lane.Unique("单位"), lane.Clock.Now });
}
