using System.Text.Json;

namespace LinYuan.Tests.Wishes.Leases;

/// <summary>候补: who waits for a wish that somebody else holds.</summary>
public sealed class StandByTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private static readonly TimeSpan Offer = TimeSpan.FromHours(24);
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Members_wait_in_the_order_in_which_they_came_and_see_their_places()
    {
        var story = await WishStory.In(lane, "claimed");
        var (first, second) = await TwoWaitFor(story);

        (await story.By(first, "stand-by")).ShouldBe(200).Number("position").ShouldBe(1);
        var place = (await second.Get("/api/v1/me/stand-bys")).ShouldBe(200);

        place.Items.Count.ShouldBe(1);
        place.Text("items.0.wish.id").ShouldBe(story.Id);
        place.Number("items.0.position").ShouldBe(2);
        place["items.0.offeredUntil"].ValueKind.ShouldBe(JsonValueKind.Null);
        (await lane.Sql.Count("wish_stand_bys WHERE wish_id = @Id", new { story.Id })).ShouldBe(2);
        (await first.Get("/api/v1/me/claim-allowance")).ShouldBe(200).Number("inHand").ShouldBe(0);
    }

    [Fact]
    public async Task A_wish_that_is_given_back_is_kept_for_the_first_who_waited_and_nobody_is_told_who_that_is()
    {
        var story = await WishStory.In(lane, "claimed");
        var (first, second) = await TwoWaitFor(story);
        var until = lane.Clock.Now + Offer;

        (await story.Release()).Moves().ShouldBe(["standBy"]);

        (await story.SeenBy(first)).Moves().ShouldBe(["claim", "declineOffer", "leaveStandBy"]);
        (await story.SeenBy(second))["reservedUntil"].GetDateTimeOffset().ShouldBe(until);
        (await lane.Anyone.Get($"/open/v1/wishes/{story.Id}")).ShouldBe(200)["reservedUntil"].GetDateTimeOffset().ShouldBe(until);
        (await lane.Anyone.Get($"/open/v1/wishes?areaId={story.Community.IdText}")).ShouldBe(200)["items.0.reservedUntil"].GetDateTimeOffset().ShouldBe(until);
        (await first.Get("/api/v1/me/stand-bys"))["items.0.offeredUntil"].GetDateTimeOffset().ShouldBe(until);
        foreach (var other in new[] { second, story.Claimer })
            (await story.By(other, "claim")).ShouldBeRefused(409, "wish.offered_to_another").Text("title")!.ShouldContain("留给一位候补的人到");
        (await story.Events())[^1].ShouldBe("offer:open->open:system");
        (await story.Messages("wish.offered")).ShouldBe(["wish.offered:waiting"]);
        (await story.Claim(first)).Text("wish.status").ShouldBe("claimed");
        (await first.Get("/api/v1/me/stand-bys")).Items.ShouldBeEmpty();
        (await second.Get("/api/v1/me/stand-bys")).Number("items.0.position").ShouldBe(1);
    }

    [Theory]
    [InlineData("expiry")]
    [InlineData("dispute")]
    [InlineData("staff")]
    public async Task However_a_wish_becomes_open_again_it_is_offered(string how)
    {
        var story = await WishStory.In(lane, "inProgress");
        var (first, second) = await TwoWaitFor(story);

        if (how == "expiry")
            await story.LetPass(WishStory.DeliveryLimit);
        else if (how == "staff")
            (await story.ByStaff(story.Staff, "release-claim", new { reason = "换一位来办" })).ShouldBe(200);
        else
            await DisputeToOpen(story);

        (await story.By(second, "claim")).ShouldBeRefused(409, "wish.offered_to_another");
        await story.Claim(first);
    }

    [Fact]
    public async Task An_offer_holds_up_to_its_last_moment_and_passes_then_to_the_next_even_before_the_job()
    {
        var story = await WishStory.In(lane, "claimed");
        var (first, second) = await TwoWaitFor(story);
        await story.Release();
        await story.LetPass(Offer - WishStory.Instant);
        (await story.By(second, "claim")).ShouldBeRefused(409, "wish.offered_to_another");

        lane.Clock.Advance(WishStory.Instant);

        (await story.By(first, "claim")).ShouldBeRefused(409, "wish.offered_to_another");
        (await story.SeenBy(first)).Moves().ShouldNotContain("declineOffer");
        await story.Claim(second);
        (await story.Events()).TakeLast(3).ShouldBe(["lapseOffer:open->open:system", "offer:open->open:system", "claim:open->claimed:claimer"]);
    }

    [Fact]
    public async Task When_the_last_offer_lapses_the_wish_is_free_to_all()
    {
        var story = await WishStory.In(lane, "claimed");
        await TwoWaitFor(story);
        await story.Release();

        await story.LetPass(Offer);
        await story.LetPass(Offer);

        (await story.EventsOf("lapseOffer"), await story.EventsOf("offer")).ShouldBe((2, 2));
        (await lane.Anyone.Get($"/open/v1/wishes/{story.Id}"))["reservedUntil"].ValueKind.ShouldBe(JsonValueKind.Null);
        await story.Claim(await lane.NewMember(story.Community));
    }

    [Fact]
    public async Task Who_declines_or_leaves_gives_the_wish_to_the_next_at_once()
    {
        var story = await WishStory.In(lane, "claimed");
        var (first, second) = await TwoWaitFor(story);
        (await story.By(first, "stand-by/decline")).ShouldBeRefused(409, "wish.wrong_state");
        await story.Release();
        (await story.By(second, "stand-by/decline")).ShouldBeRefused(409, "wish.wrong_state");

        (await story.By(first, "stand-by/decline")).ShouldBe(200).Moves().ShouldBe(["standBy"]);
        (await story.By(first, "claim")).ShouldBeRefused(409, "wish.offered_to_another");
        (await second.Delete($"/api/v1/wishes/{story.Id}/stand-by")).ShouldBe(204);

        (await story.EventsOf("declineOffer")).ShouldBe(2);
        await story.Claim(first);
    }

    [Fact]
    public async Task Who_may_not_help_any_more_is_passed_over()
    {
        var story = await WishStory.In(lane, "claimed");
        var (first, second) = await TwoWaitFor(story);
        var third = await Waiting(story);
        var registration = (await first.Get("/api/v1/me/registrations")).Text("items.0.id");
        (await story.Staff.Post($"/staff/v1/registrations/{registration}/end", new { reason = "已经搬走" })).ShouldBe(200);
        (await second.Delete("/api/v1/me")).ShouldBe(204);

        await story.Release();

        (await lane.Sql.Count("wish_stand_bys WHERE wish_id = @Id", new { story.Id })).ShouldBe(1);
        await story.Claim(third);
    }

    [Fact]
    public async Task An_account_that_is_deleted_gives_its_offer_to_the_next()
    {
        var story = await WishStory.In(lane, "claimed");
        var (first, second) = await TwoWaitFor(story);
        await story.Release();

        (await first.Delete("/api/v1/me")).ShouldBe(204);

        (await story.Row<long>("offered_to")).ShouldBe(second.Id);
        await story.Claim(second);
    }

    [Fact]
    public async Task Only_a_member_may_wait_and_only_for_what_another_holds()
    {
        var story = await WishStory.In(lane, "open");
        var member = await lane.NewMember(story.Community);
        (await story.By(member, "stand-by")).ShouldBeRefused(409, "wish.wrong_state");
        await story.Claim();

        (await story.By(story.Author, "stand-by")).ShouldBeRefused(403, "wish.own_claim");
        (await story.By(await lane.NewPerson(), "stand-by")).ShouldBeRefused(403, "registration.required");
        (await story.By(await lane.NewCourier(story.Community), "stand-by")).ShouldBeRefused(403, "registration.required");
        (await story.By(story.Claimer, "stand-by")).ShouldBeRefused(409, "wish.already_yours");
        (await member.Post("/api/v1/wishes/999999999/stand-by")).ShouldBeRefused(404, "resource.not_found");
        (await lane.Anyone.Post($"/api/v1/wishes/{story.Id}/stand-by")).ShouldBeRefused(401, "session.required");
        lane.Clock.Advance(WishStory.ContactLimit);
        (await story.By(member, "stand-by")).ShouldBeRefused(409, "wish.wrong_state");
        (await lane.Sql.Count("wish_stand_bys WHERE wish_id = @Id", new { story.Id })).ShouldBe(0);
    }

    [Fact]
    public async Task Waiting_gives_no_room_for_another_claim()
    {
        var story = await WishStory.In(lane, "claimed");
        var member = await Waiting(story);
        for (var taken = 0; taken < 5; taken++)
            await (await WishStory.In(lane, "open", story.Community)).Claim(member);

        await story.Release();

        (await story.By(member, "claim")).ShouldBeRefused(409, "wish.claim_limit");
    }

    [Theory]
    [InlineData("confirm")]
    [InlineData("timeOut")]
    [InlineData("withdraw")]
    [InlineData("cannot")]
    [InlineData("leave")]
    public async Task When_the_wish_is_over_the_queue_is_emptied_and_told(string how)
    {
        var story = await WishStory.In(lane, how is "confirm" or "timeOut" ? "inProgress" : "claimed");
        await TwoWaitFor(story);

        await End(story, how);

        (await lane.Sql.Count("wish_stand_bys WHERE wish_id = @Id", new { story.Id })).ShouldBe(0);
        (await story.Row<long?>("offered_to")).ShouldBeNull();
        (await story.Messages("wish.waitEnded")).Count.ShouldBe(2);
    }

    private static async Task End(WishStory story, string how)
    {
        if (how is "confirm" or "timeOut")
            await story.Deliver();
        else
            await story.Release();
        await (how switch
        {
            "confirm" => story.Confirm(),
            "timeOut" => story.LetPass(WishStory.ConfirmLimit),
            "withdraw" => story.By(story.Author, "withdraw"),
            "cannot" => story.ByStaff(story.Staff, "cannot", new { reason = "需要产权单位处理" }),
            _ => story.Author.Delete("/api/v1/me"),
        });
    }

    private static async Task DisputeToOpen(WishStory story)
    {
        await story.Deliver();
        await story.Dispute();
        await story.Resolve("open");
    }

    private async Task<(Person First, Person Second)> TwoWaitFor(WishStory story) => (await Waiting(story), await Waiting(story));

    private async Task<Person> Waiting(WishStory story)
    {
        var member = await lane.NewMember(story.Community);
        (await story.By(member, "stand-by")).ShouldBe(200);
        return member;
    }
}
