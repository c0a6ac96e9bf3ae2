using WeChat.StandIn;

namespace LinYuan.Tests.Wishes;

/// <summary>What becomes of wishes and claims when somebody deletes the account.</summary>
public sealed class WishDeletionTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Theory]
    [InlineData("claimed")]
    [InlineData("inProgress")]
    [InlineData("delivered")]
    [InlineData("disputed")]
    public async Task A_resident_cannot_leave_while_the_wish_is_in_somebodys_hands(string status)
    {
        var story = await WishStory.In(lane, status);

        (await story.Author.Delete("/api/v1/me")).ShouldBeRefused(409, "member.has_open_cases");

        (await story.SeenBy(story.Author)).Text("original.title").ShouldBe("修一修门口的灯");
        (await story.Row<byte[]>("contact_enc")).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("claimed")]
    [InlineData("inProgress")]
    public async Task A_helper_cannot_leave_with_a_wish_in_hand(string status)
    {
        var story = await WishStory.In(lane, status);

        (await story.Claimer.Delete("/api/v1/me")).ShouldBeRefused(409, "member.has_open_cases");

        await story.Release();
        (await story.Claimer.Delete("/api/v1/me")).ShouldBe(204);
    }

    [Theory]
    [InlineData("draft")]
    [InlineData("pendingReview")]
    [InlineData("open")]
    public async Task A_wish_that_waits_is_withdrawn_and_its_words_are_erased(string status)
    {
        var story = await WishStory.In(lane, status);

        (await story.Author.Delete("/api/v1/me")).ShouldBe(204);

        (await story.Status()).ShouldBe("withdrawn");
        await ShouldHoldNoWordsOfTheAuthor(story);
        (await lane.Anyone.Get($"/open/v1/wishes/{story.Id}")).ShouldBeRefused(404, "resource.not_found");
        (await lane.Anyone.Get($"/open/v1/wishes?areaId={story.Community.IdText}")).ShouldBe(200).Items.ShouldBeEmpty();
        (await story.By(story.Claimer, "claim")).ShouldBeRefused(404, "resource.not_found");
        (await story.ByStaff(story.Staff, "approve")).ShouldBeRefused(409, "wish.wrong_state");
    }

    [Fact]
    public async Task A_fulfilled_wish_stays_in_sight_with_its_reviewed_words_and_without_an_author()
    {
        var story = await WishStory.In(lane, "pendingReview");
        await story.Approve(new { publicTitle = "换一盏灯" });
        await story.Claim();
        await story.Contacted();
        await story.Deliver();
        await story.Dispute();
        await story.Resolve("fulfilled");
        (await story.By(story.Author, "confirm", new { score = 2, comment = "等了很久" })).ShouldBe(200);

        (await story.Author.Delete("/api/v1/me")).ShouldBe(204);

        await ShouldHoldNoWordsOfTheAuthor(story);
        (await lane.Anyone.Get($"/open/v1/wishes/{story.Id}")).ShouldBe(200).Text("title").ShouldBe("换一盏灯");
        (await story.SeenBy(story.Staff))["original"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await story.Claimer.Points()).ShouldBe(20);
        await lane.DeliverOutbox();
        lane.StandIn.CallsTo(WeChatPaths.SendSubscribeMessage)
            .ShouldNotContain(call => call.Body!.Value.GetProperty("touser").GetString() == story.Author.OpenId);
    }

    [Fact]
    public async Task What_a_helper_wrote_is_erased_with_the_helper()
    {
        var story = await WishStory.In(lane, "claimed");
        await story.Extend();
        await story.Release();
        await story.Claim();
        await story.Contacted();
        (await story.By(story.Claimer, "deliver", new { note = "灯已换好" })).ShouldBe(200);
        await story.Confirm();

        (await story.Claimer.Delete("/api/v1/me")).ShouldBe(204);

        (await story.Row<byte[]>("delivery_note_enc")).ShouldBeNull();
        (await lane.Sql.Count("wish_events WHERE wish_id = @Id AND reason_enc IS NOT NULL", new { story.Id })).ShouldBe(0);
        (await story.Reveals()).ShouldAllBe(reveal => !reveal.GetProperty("who").GetString()!.Contains('测'));
        (await story.SeenBy(story.Author)).Text("status").ShouldBe("fulfilled");
    }

    [Fact]
    public async Task A_deletion_and_a_claim_at_the_same_instant_are_one_of_the_two()
    {
        for (var round = 0; round < 8; round++)
        {
            var story = await WishStory.In(lane, "open");

            var answers = await Task.WhenAll(story.Author.Delete("/api/v1/me"), story.By(story.Claimer, "claim"));

            var deleted = answers[0].Status == 204;
            if (deleted)
                // 404 when the claim looked for the wish after it was gone.
                answers[1].Code.ShouldBeOneOf("wish.not_claimable", "resource.not_found");
            else
                answers[0].ShouldBeRefused(409, "member.has_open_cases");
            answers[1].Status.ShouldBe(deleted ? answers[1].Status : 200);
            (await story.Status()).ShouldBe(deleted ? "withdrawn" : "claimed");
            (await story.Row<byte[]>("contact_enc") is null).ShouldBe(deleted);
        }
    }

    private async Task ShouldHoldNoWordsOfTheAuthor(WishStory story)
    {
        foreach (var column in new[] { "text_enc", "contact_enc", "comment_enc", "handover_code_enc" })
            (await story.Row<object>(column)).ShouldBeNull(column);
        (await lane.Sql.Count("wish_events WHERE wish_id = @Id AND actor = 'author' AND reason_enc IS NOT NULL", new { story.Id })).ShouldBe(0);
    }
}
