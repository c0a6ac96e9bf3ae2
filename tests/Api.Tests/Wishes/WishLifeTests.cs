namespace LinYuan.Tests.Wishes;

public sealed class WishLifeTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private static readonly string[] All = ["name", "phone", "address"];
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task A_wish_goes_from_the_first_word_to_the_thanks()
    {
        var story = await WishStory.Begin(lane);
        var (author, claimer) = (story.Author, story.Claimer);
        var began = lane.Clock.Now;

        var posted = await story.Post();
        posted.Text("status").ShouldBe("pendingReview");
        posted.Moves().ShouldBe(["withdraw"]);
        posted.Header("Location").ShouldBe($"/api/v1/wishes/{story.Id}");
        lane.Clock.Advance(TimeSpan.FromMinutes(1));

        var approved = await story.Approve();
        approved.Text("status").ShouldBe("open");
        approved.Moves().ShouldBe(["cannot", "merge", "editPublicText", "offerTo"]);
        (await story.SeenBy(claimer)).Moves().ShouldBe(["claim"]);
        lane.Clock.Advance(TimeSpan.FromMinutes(1));

        var claimed = await story.Claim();
        claimed.Text("wish.status").ShouldBe("claimed");
        claimed.Moves("wish.actions").ShouldBe(["contacted", "extend", "release", "revealContact"]);
        claimed.Text("contact.name").ShouldBe("测试居民");
        claimed.Text("contact.phone").ShouldBe("13900000000");
        claimed.Text("contact.address").ShouldBe("一号楼二单元");
        claimed["lease.contactBy"].GetDateTimeOffset().ShouldBe(lane.Clock.Now + WishStory.ContactLimit);
        claimed["lease.deliverBy"].GetDateTimeOffset().ShouldBe(lane.Clock.Now + WishStory.ContactLimit + WishStory.DeliveryLimit);
        lane.Clock.Advance(TimeSpan.FromMinutes(1));

        var contacted = await story.Contacted();
        contacted.Text("status").ShouldBe("inProgress");
        contacted.Moves().ShouldBe(["extend", "release", "deliver", "revealContact"]);
        contacted["lease.deliverBy"].GetDateTimeOffset().ShouldBe(lane.Clock.Now + WishStory.DeliveryLimit);
        lane.Clock.Advance(TimeSpan.FromMinutes(1));

        var delivered = (await story.By(claimer, "deliver", new { note = "灯已换好" })).ShouldBe(200);
        delivered.Text("status").ShouldBe("delivered");
        delivered.Moves().ShouldBeEmpty();
        var asked = await story.SeenBy(author);
        asked.Moves().ShouldBe(["confirm", "dispute"]);
        asked.Text("deliveryNote").ShouldBe("灯已换好");
        (await claimer.Points()).ShouldBe(0);
        lane.Clock.Advance(TimeSpan.FromMinutes(1));

        var confirmed = (await story.By(author, "confirm", new { score = 4, comment = "谢谢，亮堂多了" })).ShouldBe(200);
        confirmed.Text("status").ShouldBe("fulfilled");
        confirmed.Moves().ShouldBe(["storyConsent"]);
        var thanks = await story.SeenBy(claimer);
        (thanks.Number("score"), thanks.Text("comment")).ShouldBe((4, "谢谢，亮堂多了"));

        string[] whole =
        [
            "submit::pendingReview:author", "approve:pendingReview:open:staff", "claim:open:claimed:claimer", "contacted:claimed:inProgress:claimer",
            "deliver:inProgress:delivered:claimer", "confirm:delivered:fulfilled:author",
        ];
        var timeline = (await author.Get($"/api/v1/wishes/{story.Id}/timeline")).ShouldBe(200).Items;
        timeline.Select(line => string.Join(':', new[] { "action", "from", "to", "by" }.Select(field => line.GetProperty(field).GetString()))).ShouldBe(whole);
        timeline.Select(line => line.GetProperty("at").GetDateTimeOffset()).ShouldBe(Enumerable.Range(0, 6).Select(minute => began.AddMinutes(minute)));
        await ShouldBePaidOnce(story, 20, "wishFulfilled");
        (await story.Claims()).ShouldBe(["completed"]);
        await ShouldHoldNothingPrivate(story);
    }

    [Fact]
    public async Task The_resident_sees_who_opened_the_contact_and_when()
    {
        var story = await WishStory.In(lane, "open");
        (await story.Reveals()).ShouldBeEmpty();
        await story.Claim();
        var first = lane.Clock.Now;
        lane.Clock.Advance(TimeSpan.FromHours(5));

        var again = (await story.By(story.Claimer, "contact-reveals")).ShouldBe(201);

        again.Text("contact.phone").ShouldBe("13900000000");
        var reveals = await story.Reveals();
        reveals.Select(reveal => reveal.GetProperty("at").GetDateTimeOffset()).ShouldBe([first, first.AddHours(5)]);
        foreach (var reveal in reveals)
        {
            reveal.GetProperty("who").GetString().ShouldBe("测*（在职党员）");
            reveal.GetProperty("fields").EnumerateArray().Select(field => field.GetString()).ShouldBe(All);
        }
    }

    [Fact]
    public async Task The_handover_code_fulfils_a_wish_at_once_and_a_score_may_follow_once()
    {
        var story = await WishStory.In(lane, "inProgress");

        var delivered = await story.Deliver(await story.HandoverCode());

        delivered.Text("status").ShouldBe("fulfilled");
        await ShouldBePaidOnce(story, 20, "wishFulfilled");
        await ShouldHoldNothingPrivate(story);
        (await story.SeenBy(story.Author)).Moves().ShouldBe(["confirm", "storyConsent"]);

        (await story.Confirm(score: 3)).Number("score").ShouldBe(3);
        (await story.SeenBy(story.Author)).Moves().ShouldBe(["storyConsent"]);
        (await story.By(story.Author, "confirm", new { score = 5 })).ShouldBeRefused(409, "wish.already_done");

        (await story.Row<int>("score")).ShouldBe(3);
        await ShouldBePaidOnce(story, 20, "wishFulfilled");
        (await story.Events()).Skip(4).ShouldBe(["deliverWithCode:inProgress->fulfilled:claimer", "confirm:fulfilled->fulfilled:author"]);
    }

    [Fact]
    public async Task Confirmations_at_once_pay_the_giver_once()
    {
        var story = await WishStory.In(lane, "delivered");

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => story.By(story.Author, "confirm", new { score = 5 })));

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        foreach (var late in answers.Where(answer => answer.Status != 200))
            late.ShouldBeRefused(409, "wish.already_done");
        await ShouldBePaidOnce(story, 20, "wishFulfilled");
        (await story.EventsOf("confirm")).ShouldBe(1);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{}")]
    public async Task Moves_without_anything_to_say_need_no_body(string? body)
    {
        var story = await WishStory.In(lane, "pendingReview");

        (await story.ByStaff(story.Staff, "approve", body)).ShouldBe(200).Text("title").ShouldBe("修一修门口的灯");
        (await story.By(story.Claimer, "claim", body)).ShouldBe(200);
        (await story.By(story.Claimer, "contacted", body)).ShouldBe(200);
        (await story.By(story.Claimer, "contact-reveals", body)).ShouldBe(201);
        (await story.By(story.Claimer, "deliver", body)).ShouldBe(200).Text("status").ShouldBe("delivered");

        var other = await WishStory.In(lane, "open", story.Community);
        (await other.By(other.Author, "withdraw", body)).ShouldBe(200).Text("status").ShouldBe("withdrawn");
    }

    [Fact]
    public async Task A_withdrawn_wish_is_out_of_sight_and_without_contact()
    {
        var story = await WishStory.In(lane, "open");

        (await story.By(story.Author, "withdraw", new { reason = "已经自己修好了" })).ShouldBe(200);

        (await lane.Anyone.Get($"/open/v1/wishes/{story.Id}")).ShouldBeRefused(404, "resource.not_found");
        (await story.Claimer.Get($"/api/v1/wishes/{story.Id}")).ShouldBeRefused(404, "resource.not_found");
        (await story.SeenBy(story.Author)).Text("status").ShouldBe("withdrawn");
        await ShouldHoldNothingPrivate(story);
    }

    [Theory]
    [InlineData("unmet")]
    [InlineData("fulfilled")]
    [InlineData("fulfilledUnconfirmed")]
    public async Task The_contact_is_gone_from_a_wish_that_is_over(string status) =>
        await ShouldHoldNothingPrivate(await WishStory.In(lane, status));

    private static async Task ShouldHoldNothingPrivate(WishStory story)
    {
        (await story.Row<byte[]>("contact_enc")).ShouldBeNull();
        (await story.Row<byte[]>("handover_code_enc")).ShouldBeNull();
    }

    private static async Task ShouldBePaidOnce(WishStory story, int amount, string reason)
    {
        var points = (await story.Claimer.Get("/api/v1/me/points")).ShouldBe(200);
        points.Number("balance").ShouldBe(amount);
        points["entries.items"].GetArrayLength().ShouldBe(1);
        points.Number("entries.items.0.amount").ShouldBe(amount);
        points.Text("entries.items.0.reason").ShouldBe(reason);
        points.Text("entries.items.0.source.id").ShouldBe(story.Id);
    }
}
