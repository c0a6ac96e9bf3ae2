using WeChat.StandIn;

namespace LinYuan.Tests.Wishes;

/// <summary>Plants words that stand nowhere else and looks for them everywhere.</summary>
public sealed class WishPrivacyTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task The_contact_is_for_the_current_claimer_alone_and_the_authors_own_words_for_the_author_and_the_reviewers()
    {
        var planted = Planted.New(lane);
        var story = await WishStory.Begin(lane);
        var cast = new Cast(story.Author, story.Staff, story.Claimer, await lane.NewMember(story.Community), await lane.NewStaff(story.Community.DistrictId));
        await story.Post(WishStory.Words(story.Community, planted.Title, planted.Story, name: planted.Name, phone: planted.Phone, address: planted.Address));
        await ShouldBeKept(story, cast, planted);
        var looked = new HashSet<string?>(StringComparer.Ordinal);
        foreach (var (step, holdsContact) in Steps(story, planted))
        {
            ShouldHold((await step()).Body, planted, holdsContact, words: false);
            if (looked.Add(await story.Status()))
                await ShouldBeKept(story, cast, planted);
        }
        (await story.Status()).ShouldBe("fulfilled");
        await ShouldLeaveNoTrace(planted);
        await lane.DeliverOutbox();
        await ShouldLeaveNoTrace(planted);
    }

    [Fact]
    public async Task The_author_finds_all_of_it_in_the_export_while_it_is_held()
    {
        var planted = Planted.New(lane);
        var story = await WishStory.Begin(lane);
        await story.Post(WishStory.Words(story.Community, planted.Title, planted.Story, name: planted.Name, phone: planted.Phone, address: planted.Address));
        await story.Approve(new { publicTitle = "换一盏灯", publicStory = "楼道灯坏了，请帮忙" });
        await story.Claim();

        var mine = (await story.Author.Get("/api/v1/me/data")).ShouldBe(200);
        ShouldHold(mine.Body, planted, contact: true, words: true);
        mine.Text("wishes.wishes.0.id").ShouldBe(story.Id);
        var helpers = (await story.Claimer.Get("/api/v1/me/data")).ShouldBe(200);
        ShouldHold(helpers.Body, planted, contact: false, words: false);
        helpers["wishes.claims.0.wishId"].GetString().ShouldBe(story.Id);

        await story.Contacted();
        await story.Deliver();
        await story.Confirm();
        ShouldHold((await story.Author.Get("/api/v1/me/data")).ShouldBe(200).Body, planted, contact: false, words: true);
        await ShouldLeaveNoTrace(planted);
    }

    [Fact]
    public async Task Words_that_were_refused_leave_no_trace_either()
    {
        var planted = Planted.New(lane);
        var story = await WishStory.Begin(lane);
        string[] bodies =
        [
            "{\"title\":\"" + planted.Title + "\",\"contact\":{\"phone\":\"" + planted.Phone,
            "{\"communityId\":\"1\",\"category\":\"" + planted.Title + "\",\"title\":5}",
        ];
        foreach (var body in bodies)
            (await story.Author.Post("/api/v1/wishes", body)).ShouldBeRefused(400, "request.invalid");
        var risky = WishStory.Words(story.Community, planted.Title + "违规", planted.Story, name: planted.Name, phone: planted.Phone, address: planted.Address);
        (await story.Author.Post("/api/v1/wishes", risky)).ShouldBeRefused(422, "content.risky");
        var wrong = WishStory.Words(story.Community, planted.Title, planted.Story, name: planted.Name, phone: planted.Phone + "0", address: planted.Address);
        (await story.Author.Post("/api/v1/wishes", wrong)).ShouldBeRefused(400, "request.invalid").Body.ShouldNotContain(planted.Phone);

        await ShouldLeaveNoTrace(planted);
    }

    /// <summary>Every step, with whether its answer holds the contact.</summary>
    private IEnumerable<(Func<Task<Answer>> Step, bool HoldsContact)> Steps(WishStory story, Planted planted) =>
    [
        (async () => WithoutOriginal(await story.Approve(new { publicTitle = "换一盏灯", publicStory = "楼道灯坏了，请帮忙" }), planted), false),
        (() => story.Claim(), true),
        (() => story.By(story.Claimer, "contact-reveals"), true),
        (() => story.Extend(), false),
        (() => story.Contacted(), false),
        (() => story.By(story.Claimer, "contact-reveals"), true),
        (async () =>
        {
            await story.LetPass(WishStory.DeliveryLimit * 0.9);
            await lane.DeliverOutbox();
            return await story.Release();
        }, false),
        (() => story.Claim(), true),
        (() => story.Contacted(), false),
        (() => story.Deliver(), false),
        (async () => WithoutOriginal(await story.Dispute(), planted), false),
        (async () => WithoutOriginal(await story.Resolve("inProgress"), planted), false),
        (() => story.Deliver(), false),
        (async () => WithoutOriginal(await story.Confirm(), planted), false),
    ];

    /// <summary>The answer without what its reader, the author or a reviewer, may see.</summary>
    private static Answer WithoutOriginal(Answer answer, Planted planted)
    {
        answer.Text("original.title").ShouldBe(planted.Title);
        answer.Text("original.story").ShouldBe(planted.Story);
        return answer with { Bytes = System.Text.Encoding.UTF8.GetBytes(answer.Body.Replace(answer["original"].GetRawText(), "null")) };
    }

    private async Task ShouldBeKept(WishStory story, Cast cast, Planted planted)
    {
        string[] paths =
        [
            $"/api/v1/wishes/{story.Id}", $"/api/v1/wishes/{story.Id}/timeline", $"/api/v1/wishes/{story.Id}/contact-reveals", "/api/v1/me/wishes",
            "/api/v1/me/claims", "/api/v1/me", "/api/v1/me/points", $"/open/v1/wishes/{story.Id}", $"/open/v1/wishes?areaId={story.Community.IdText}",
            $"/open/v1/areas?parentId={story.Community.StreetId}", "/staff/v1/registrations", "/staff/v1/messages?state=waiting&limit=100",
            "/staff/v1/messages?state=delivered&limit=100", $"/staff/v1/wishes?status={await story.Status()}",
        ];
        foreach (var path in paths)
        {
            foreach (var answer in await Task.WhenAll(cast.Member.Get(path), cast.Claimer.Get(path), lane.Anyone.Get(path)))
                ShouldHold(answer.Body, planted, contact: false, words: false);
            foreach (var answer in await Task.WhenAll(cast.Author.Get(path), cast.Staff.Get(path), cast.District.Get(path)))
                ShouldHold(answer.Body, planted, contact: false, words: null);
        }
        foreach (var reader in new[] { cast.Author, cast.Staff, cast.District })
            ShouldHold((await story.SeenBy(reader)).Body, planted, contact: false, words: true);
    }

    private async Task ShouldLeaveNoTrace(Planted planted)
    {
        foreach (var word in new[] { planted.Mark, planted.Phone })
            (await Traces.Of(lane, word)).ShouldBeEmpty();
        foreach (var call in lane.StandIn.Calls)
        {
            var sent = call.Body?.ToString() ?? "";
            // The author's words go to the text check, which is what it is for; nothing else goes to WeChat.
            ShouldHold(sent, planted, contact: false, words: call.Path == WeChatPaths.CheckText ? null : false);
        }
    }

    /// <param name="words">Null where either is right.</param>
    private static void ShouldHold(string body, Planted planted, bool contact, bool? words)
    {
        foreach (var word in new[] { planted.Name, planted.Phone, planted.Address })
            body.Contains(word, StringComparison.Ordinal).ShouldBe(contact, body);
        if (words is not { } expected)
            return;
        foreach (var word in new[] { planted.Title, planted.Story })
            body.Contains(word, StringComparison.Ordinal).ShouldBe(expected, body);
    }

    private sealed record Cast(Person Author, Person Staff, Person Claimer, Person Member, Person District);

    /// <param name="Mark">Stands in every word but the phone, so that one search finds them all.</param>
    private sealed record Planted(string Mark, string Phone)
    {
        public string Name => "姓名" + Mark;

        public string Address => "地址" + Mark;

        public string Title => "题目" + Mark;

        public string Story => "一段故事" + Mark;

        public static Planted New(Lane lane) => new(lane.Unique("隐"), $"139{Random.Shared.Next(10_000_000, 99_999_999)}");
    }
}
