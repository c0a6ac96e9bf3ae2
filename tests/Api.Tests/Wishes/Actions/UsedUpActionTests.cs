namespace LinYuan.Tests.Wishes.Actions;

/// <summary>Moves that are used up, kept for another, or not the viewer's to make although their role could.</summary>
public sealed class UsedUpActionTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private static readonly object Reason = new { reason = "有一点原因" };
    private readonly Lane lane = fixture.Lane;

    /// <summary>Each scene with what is offered in it, beside follow and mute.</summary>
    public static TheoryData<string, string> Scenes => new()
    {
        { "extended once", "contacted release revealContact" },
        { "extended by staff", "releaseClaim printCard renewHandoverCode editPublicText" },
        { "without a code", "extendClaim releaseClaim renewHandoverCode editPublicText" },
        { "lease over", "" },
        { "lease over, to staff", "editPublicText" },
        { "claimed by staff", "contacted extend release editPublicText revealContact" },
        { "delivered by staff and disputed", "editPublicText" },
        { "fulfilled by staff, who agree", "editPublicText storyConsent" },
        { "waits", "leaveStandBy" },
        { "kept for another", "standBy" },
        { "kept for another, who waits too", "leaveStandBy" },
        { "kept for the viewer", "claim declineOffer leaveStandBy" },
        { "kept too long and nobody waits", "claim" },
        { "kept too long and the viewer is next", "claim leaveStandBy" },
        { "kept too long and another is next", "" },
        { "at the limit of claims", "" },
        { "at the limit of waiting", "" },
        { "appealed and turned down again", "" },
        { "appealed, to those who turned it down", "" },
        { "appealed, to the street", "approve askChanges reject merge" },
        { "confirmed by the code", "confirm storyConsent" },
        { "both sides agree", "editPublicText publishStory" },
        { "a story is up", "editPublicText unpublishStory" },
        { "a story is up, to its giver", "storyConsent" },
        { "merged", "" },
        { "withdrawn after a claim", "" },
    };

    [Theory]
    [MemberData(nameof(Scenes))]
    public Task Only_what_is_accepted_is_offered(string name, string offered) => Honesty.Holds(name, offered, () => Make(name));

    [Fact]
    public async Task Follow_and_mute_change_places_with_their_opposites()
    {
        var story = await WishStory.In(lane, "claimed");
        var resident = await lane.NewPerson();
        (await story.SeenBy(resident)).Actions().ShouldBe(["follow", "mute"]);

        await story.By(resident, "follow");
        await story.By(resident, "mute");

        (await story.SeenBy(resident)).Actions().ShouldBe(["unfollow", "unmute"]);
        (await story.SeenBy(story.Author)).Actions().ShouldBe(["mute"]);
    }

    private Task<Scene> Make(string name) => name switch
    {
        "extended once" => Told("claimed", story => story.Claimer, story => story.Extend()),
        "extended by staff" => Told("inProgress", story => story.Staff, story => story.ByStaff(story.Staff, "extend-claim", Reason)),
        "without a code" => Told("claimed", story => story.Staff, story => Set(story, "handover_code_enc = NULL")),
        "lease over" => Told("claimed", story => story.Claimer, LetLeaseEnd),
        "lease over, to staff" => Told("inProgress", story => story.Staff, LetLeaseEnd),
        "claimed by staff" => ByStaffThemselves("claimed"),
        "delivered by staff and disputed" => ByStaffThemselves("disputed"),
        "fulfilled by staff, who agree" => ByStaffThemselves("fulfilled", Agree),
        "at the limit of claims" => AtTheLimit(),
        "at the limit of waiting" => AtTheLimitOfWaiting(),
        "appealed and turned down again" => Told("rejected", story => story.Author, TurnDownAgain),
        "appealed, to those who turned it down" => Told("rejected", story => story.Staff, Appeal),
        "appealed, to the street" => ToTheStreet(),
        "confirmed by the code" => Told("inProgress", story => story.Author, async story => await story.Deliver(await story.HandoverCode())),
        "both sides agree" => Told("fulfilled", story => story.Staff, Agree),
        "a story is up" => Told("fulfilled", story => story.Staff, Publish),
        "a story is up, to its giver" => Told("fulfilled", story => story.Claimer, Publish),
        "merged" => Told("open", story => story.Staff, Merge),
        "withdrawn after a claim" => Told("claimed", story => story.Claimer, WithdrawnAfterwards),
        _ => InTheQueue(name),
    };

    private async Task<Scene> Told(string state, Func<WishStory, Person> who, Func<WishStory, Task> then)
    {
        var story = await WishStory.In(lane, state);
        await then(story);
        return Scene.Of(lane, story, who(story));
    }

    private async Task<Scene> ByStaffThemselves(string state, Func<WishStory, Task>? then = null)
    {
        var community = await lane.NewCommunity();
        var helper = await (await lane.NewMember(community)).BecomesStaffOf(community.Id);
        var story = new WishStory(lane, community, await lane.NewPerson(), await community.Staff(), helper);
        await story.Reach(state);
        await (then ?? (_ => Task.CompletedTask))(story);
        return Scene.Of(lane, story, helper);
    }

    /// <summary>Two wait; the wish is given back and kept for the first of them.</summary>
    private async Task<Scene> InTheQueue(string name)
    {
        var story = await WishStory.In(lane, "claimed");
        var (first, second, other) = (await lane.NewMember(story.Community), await lane.NewMember(story.Community), await lane.NewMember(story.Community));
        (await story.By(first, "stand-by")).ShouldBe(200);
        if (name is not ("kept too long and nobody waits" or "waits"))
            (await story.By(second, "stand-by")).ShouldBe(200);
        if (name != "waits")
            await story.Release();
        // The job that passes an offer on has not come round.
        if (name.StartsWith("kept too long", StringComparison.Ordinal))
            await Set(story, "offered_until = @now");
        return Scene.Of(lane, story, name switch
        {
            "waits" or "kept for the viewer" => first,
            "kept for another, who waits too" or "kept too long and the viewer is next" => second,
            _ => other,
        });
    }

    private async Task<Scene> AtTheLimit()
    {
        var scene = await Told("open", story => story.Claimer, _ => Task.CompletedTask);
        foreach (var other in await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => WishStory.In(lane, "open", scene.Community))))
            await other.Claim(scene.Who);
        return scene;
    }

    private async Task<Scene> AtTheLimitOfWaiting()
    {
        var story = await WishStory.In(lane, "claimed");
        var member = await lane.NewMember(story.Community);
        foreach (var other in await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => WishStory.In(lane, "claimed", story.Community))))
            (await other.By(member, "stand-by")).ShouldBe(200);
        return Scene.Of(lane, story, member);
    }

    private async Task<Scene> ToTheStreet()
    {
        var scene = await Told("rejected", story => story.Author, Appeal);
        return scene with { Who = await lane.NewStaff(scene.Community.StreetId) };
    }

    private static async Task Appeal(WishStory story) => (await story.By(story.Author, "appeal", Reason)).ShouldBe(200);

    private async Task TurnDownAgain(WishStory story)
    {
        await Appeal(story);
        (await story.ByStaff(await lane.NewStaff(story.Community.StreetId), "reject", Reason)).ShouldBe(200);
    }

    private static async Task Agree(WishStory story)
    {
        foreach (var side in new[] { story.Author, story.Claimer })
            (await story.By(side, "story-consent", new { agrees = true })).ShouldBe(200);
    }

    private static async Task Publish(WishStory story)
    {
        await Agree(story);
        (await story.ByStaff(story.Staff, "publish-story", new { title = "一盏灯亮了", text = "楼道的灯坏了，当天就有人换好了。" })).ShouldBe(200);
    }

    private async Task Merge(WishStory story) =>
        (await story.ByStaff(story.Staff, "merge", new { intoId = (await WishStory.In(lane, "open", story.Community)).Id })).ShouldBe(200);

    private static async Task WithdrawnAfterwards(WishStory story)
    {
        await story.Release();
        (await story.By(story.Author, "withdraw")).ShouldBe(200);
    }

    private Task<int> LetLeaseEnd(WishStory story) => Set(story, "contact_by = @now, deliver_by = @now");

    private Task<int> Set(WishStory story, string what) =>
        lane.Sql.Execute($"UPDATE wishes SET {what} WHERE id = @Id", new { story.Id, now = lane.Clock.Now.UtcDateTime });
}
