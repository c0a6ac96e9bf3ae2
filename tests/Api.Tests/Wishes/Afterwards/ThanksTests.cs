using System.Text.Json;
using LinYuan.Tests.Wishes.Crowd;

namespace LinYuan.Tests.Wishes.Afterwards;

public sealed class ThanksTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private static readonly object Thanks = new { score = 5, comment = "灯很亮，谢谢您" };
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task The_giver_hears_of_thanks_and_reads_them()
    {
        var story = await WishStory.In(lane, "delivered");

        (await story.By(story.Author, "confirm", Thanks)).ShouldBe(200);

        (await lane.Told(story.Id, "wish.thanked")).ShouldBe([story.Claimer.Id]);
        var seen = await story.SeenBy(story.Claimer);
        (seen.Number("score"), seen.Text("comment")).ShouldBe((5, "灯很亮，谢谢您"));
        (await story.Claimer.Get("/api/v1/me/claims")).ShouldBe(200).Text("items.0.wish.comment").ShouldBe("灯很亮，谢谢您");
        (await story.SeenBy(await lane.NewMember(story.Community)))["comment"].ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Everyone_who_brought_something_to_a_crowd_wish_hears_of_thanks_and_reads_them()
    {
        var story = await CrowdStory.Begin(lane);
        var (other, gaveUp) = (await lane.NewMember(story.Community), await lane.NewMember(story.Community));
        await story.Post(CrowdStory.Usual);
        await story.Approve();
        await story.TryWithdraw(gaveUp, await story.Pledge(1, who: gaveUp));
        foreach (var pledge in new[] { await story.Pledge(3), await story.Pledge(2, item: 1, other) })
            await story.Receive(pledge);
        await story.HandOver();

        (await story.Author.Post($"/api/v1/wishes/{story.Id}/confirm", Thanks)).ShouldBe(200);

        (await lane.Told(story.Id, "wish.thanked")).ShouldBe(new[] { story.Member.Id, other.Id }.Order());
        foreach (var giver in new[] { story.Member, other })
            ((await story.SeenBy(giver)).Number("score"), (await story.SeenBy(giver)).Text("comment")).ShouldBe((5, "灯很亮，谢谢您"));
        (await story.SeenBy(gaveUp))["comment"].ValueKind.ShouldBe(JsonValueKind.Null);
        (await story.SeenBy(gaveUp))["score"].ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Those_who_gave_hear_that_nobody_answered()
    {
        var story = await CrowdStory.In(lane, "delivered");

        await story.LetPass(WishStory.ConfirmLimit);

        (await lane.Told(story.Id, "wish.unconfirmed")).ShouldBe([story.Member.Id]);
    }
}
