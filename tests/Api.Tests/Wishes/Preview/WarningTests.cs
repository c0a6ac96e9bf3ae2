namespace LinYuan.Tests.Wishes.Preview;

/// <summary>Warnings stop no author from posting; what they warn of does not become public.</summary>
public sealed class WarningTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string Name = "欧阳小满";
    private const string Phone = "13912340000";
    private const string Address = "柳荫里一号楼二单元";
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task The_author_and_the_reviewer_are_warned_as_long_as_the_words_may_change()
    {
        var story = await WishStory.Begin(lane);
        var posted = await story.Post(Words(story, "欧阳小满家在3号楼501，灯坏了"));

        KindsOf(posted).ShouldBe(["ownContact", "address"]);
        foreach (var reader in new[] { story.Author, story.Staff })
            KindsOf(await story.SeenBy(reader)).ShouldBe(["ownContact", "address"]);
        KindsOf((await story.Staff.Get("/staff/v1/wishes")).ShouldBe(200), "items.0.warnings").ShouldBe(["ownContact", "address"]);
        await story.ByStaff(story.Staff, "ask-changes", new { reason = "请删去门牌" });
        KindsOf(await story.SeenBy(story.Author)).ShouldBe(["ownContact", "address"]);

        KindsOf((await story.By(story.Author, "submit", Words(story, "楼道口的灯坏了三天"))).ShouldBe(200)).ShouldBeEmpty();
        await story.Approve(new { version = 2 });
        foreach (var reader in new[] { story.Author, story.Staff, story.Claimer })
            KindsOf(await story.SeenBy(reader)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Once_staff_reworded_a_wish_nobody_else_reads_its_warnings()
    {
        var story = await WishStory.Begin(lane);
        await story.Post(Words(story, "欧阳小满家在3号楼501，灯坏了"));

        await story.Approve(new { publicStory = "一位老人家的灯坏了" });

        foreach (var body in new[] { (await story.SeenBy(story.Claimer)).Body, (await lane.Anyone.Get($"/open/v1/wishes/{story.Id}")).ShouldBe(200).Body })
        {
            body.ShouldNotContain(Name);
            body.ShouldNotContain("501");
        }
    }

    [Theory]
    [InlineData("灯坏了，请打13712345678找我。")]
    [InlineData("灯坏了，在5栋2单元301室。")]
    [InlineData("灯坏了，微信号 abc123。")]
    [InlineData("灯坏了，请找欧阳小满。")]
    [InlineData("灯坏了，请打139-1234-0000。")]
    [InlineData("灯坏了，在柳荫里1号楼2单元。")]
    public async Task A_wish_is_not_approved_with_what_leads_to_its_author(string text)
    {
        var story = await WishStory.Begin(lane);
        await story.Post(Words(story, text));

        (await story.ByStaff(story.Staff, "approve")).ShouldBeRefused(422, "wish.personal_details");
        (await story.ByStaff(story.Staff, "approve", new { publicStory = "一盏灯坏了" + text })).ShouldBeRefused(422, "wish.personal_details");
        (await story.ByStaff(story.Staff, "approve", new { publicTitle = text, publicStory = "一盏灯坏了" })).ShouldBeRefused(422, "wish.personal_details");
        (await lane.Anyone.Get($"/open/v1/wishes/{story.Id}")).ShouldBe(404);

        (await story.Approve(new { publicStory = "一盏灯坏了，晚上看不见" })).Text("status").ShouldBe("open");
    }

    [Fact]
    public async Task A_wish_with_a_phone_in_its_text_is_published_only_after_staff_took_it_out()
    {
        var story = await WishStory.Begin(lane);
        var posted = await story.Post(WishStory.Words(story.Community, story: "楼道里的灯坏了，请打13712345678找我。"));

        (await story.Staff.Post($"/staff/v1/wishes/{posted.Id}/approve")).ShouldBeRefused(422, "wish.personal_details");
        (await lane.Anyone.Get($"/open/v1/wishes/{posted.Id}")).ShouldBe(404);

        (await story.Staff.Post($"/staff/v1/wishes/{posted.Id}/approve", new { publicStory = "楼道里的灯坏了，晚上看不见。" })).ShouldBe(200);
        (await lane.Anyone.Get($"/open/v1/wishes/{posted.Id}")).ShouldBe(200).Text("story").ShouldBe("楼道里的灯坏了，晚上看不见。");
    }

    [Fact]
    public async Task The_text_is_compared_with_the_contact_that_was_handed_in_last()
    {
        var story = await WishStory.Begin(lane);
        await story.Post(Words(story, "灯坏了，请找司马小雨。"));
        await story.ByStaff(story.Staff, "ask-changes", new { reason = "请换联系人" });
        var changed = WishStory.Words(story.Community, story: "灯坏了，请找司马小雨。", name: "司马小雨", phone: Phone, address: Address);
        (await story.By(story.Author, "submit", changed)).ShouldBe(200);

        (await story.ByStaff(story.Staff, "approve", new { version = 2 })).ShouldBeRefused(422, "wish.personal_details");
    }

    private static object Words(WishStory story, string text) => WishStory.Words(story.Community, story: text, name: Name, phone: Phone, address: Address);

    private static IReadOnlyList<string?> KindsOf(Answer answer, string path = "warnings") =>
        [.. answer[path].EnumerateArray().Select(warning => warning.GetProperty("kind").GetString())];
}
