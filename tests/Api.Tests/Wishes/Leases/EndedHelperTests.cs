namespace LinYuan.Tests.Wishes.Leases;

/// <summary>What becomes of the wishes and the contact when staff end the registration of whoever holds them.</summary>
public sealed class EndedHelperTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Theory]
    [InlineData("claimed")]
    [InlineData("inProgress")]
    public async Task Wishes_in_hand_are_open_again_without_blame_and_the_contact_is_locked(string status)
    {
        var story = await WishStory.In(lane, status);

        await EndRegistration(story);

        (await story.Status()).ShouldBe("open");
        (await story.Events())[^1].ShouldBe($"releaseClaim:{status}->open:staff");
        (await story.Claims()).ShouldBe(["released"]);
        (await story.Messages("wish.takenBack")).Count.ShouldBe(1);
        (await story.By(story.Claimer, "contact-reveals")).ShouldBeRefused(409, "wish.lease_over");
        (await story.By(story.Claimer, "claim")).ShouldBeRefused(403, "registration.required");
    }

    [Fact]
    public async Task Whoever_still_helps_under_another_registration_keeps_the_wish()
    {
        var story = await WishStory.In(lane, "claimed");
        var first = await Registration(story);
        await story.Claimer.RegistersWith(story.Community, "volunteer");

        (await story.Staff.Post($"/staff/v1/registrations/{first}/end", new { reason = "已调离本单位" })).ShouldBe(200);

        (await story.Status()).ShouldBe("claimed");
        (await story.By(story.Claimer, "contact-reveals")).ShouldBe(201);
    }

    [Fact]
    public async Task What_waits_for_the_residents_answer_stays()
    {
        var story = await WishStory.In(lane, "delivered");

        await EndRegistration(story);

        (await story.Status()).ShouldBe("delivered");
    }

    [Fact]
    public async Task Without_an_active_registration_neither_a_new_opening_nor_a_repeat_gives_the_contact()
    {
        var story = await WishStory.In(lane, "open");
        var (claimKey, revealKey) = (Client.NewKey(), Client.NewKey());
        (await story.By(story.Claimer, "claim", null, claimKey)).ShouldBe(200);
        (await story.By(story.Claimer, "contact-reveals", null, revealKey)).ShouldBe(201);

        await lane.Sql.Execute("UPDATE registrations SET status = 'suspended' WHERE user_id = @Id", new { story.Claimer.Id });

        (await story.By(story.Claimer, "claim", null, claimKey)).ShouldBeRefused(403, "registration.required");
        foreach (var key in new[] { revealKey, Client.NewKey() })
            (await story.By(story.Claimer, "contact-reveals", null, key)).ShouldBeRefused(403, "registration.required");
        (await story.Reveals()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_claim_and_the_end_of_the_registration_at_once_leave_no_wish_in_hand()
    {
        for (var round = 0; round < 6; round++)
        {
            var story = await WishStory.In(lane, "open");

            await Task.WhenAll(story.By(story.Claimer, "claim"), EndRegistration(story));

            (await story.Status()).ShouldBe("open");
        }
    }

    private static async Task<string?> Registration(WishStory story) =>
        (await story.Claimer.Get("/api/v1/me/registrations")).ShouldBe(200).Text("items.0.id");

    private static async Task EndRegistration(WishStory story)
    {
        var registration = await Registration(story);
        (await story.Staff.Post($"/staff/v1/registrations/{registration}/end", new { reason = "已调离本单位" })).ShouldBe(200);
    }
}
