namespace LinYuan.Tests.Wishes.Leases;

/// <summary>A claim answers with the wish as it has left it and reads nothing again; that must be what anybody would read.</summary>
public sealed class ClaimAnswerTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task The_claimer_is_answered_what_they_then_read() => await ShouldReadTheSame(await WishStory.In(lane, "open"));

    [Fact]
    public async Task So_is_who_follows_and_mutes_the_wish_and_had_it_before()
    {
        var story = await WishStory.In(lane, "claimed");
        (await story.By(story.Claimer, "follow")).ShouldBe(200);
        (await story.By(story.Claimer, "mute")).ShouldBe(200);
        await story.Extend();
        await story.Release();

        await ShouldReadTheSame(story);
    }

    [Fact]
    public async Task So_is_the_one_who_waited_for_it_and_others_still_wait()
    {
        var story = await WishStory.In(lane, "claimed");
        var (first, second) = (await lane.NewMember(story.Community), await lane.NewMember(story.Community));
        foreach (var waiting in new[] { first, second })
            (await story.By(waiting, "stand-by")).ShouldBe(200);
        await story.Release();

        await ShouldReadTheSame(story, first);

        (await lane.Sql.Count("wish_stand_bys WHERE wish_id = @Id", new { story.Id })).ShouldBe(1);
    }

    [Fact]
    public async Task So_is_who_takes_on_a_wish_that_waited_too_long()
    {
        var story = await WishStory.In(lane, "open");
        await story.LetPass(TimeSpan.FromDays(14));
        (await lane.Sql.Count("wish_marks WHERE wish_id = @Id", new { story.Id })).ShouldBeGreaterThan(0);

        await ShouldReadTheSame(story);

        (await lane.Sql.Count("wish_marks WHERE wish_id = @Id", new { story.Id })).ShouldBe(0);
    }

    [Fact]
    public async Task So_is_who_comes_when_a_lease_has_run_out_and_no_job_has_come_round()
    {
        var story = await WishStory.In(lane, "claimed");
        lane.Clock.Advance(WishStory.ContactLimit);

        await ShouldReadTheSame(story, await lane.NewMember(story.Community));

        (await story.Claims()).ShouldBe(["expired", "live"]);
    }

    [Fact]
    public async Task So_is_a_member_who_works_for_the_community() =>
        await ShouldReadTheSame(await WishStory.In(lane, "open"), story => lane.NewPersonOfEveryRole(story.Community));

    private async Task ShouldReadTheSame(WishStory story, Func<WishStory, Task<Person>> who) => await ShouldReadTheSame(story, await who(story));

    private async Task ShouldReadTheSame(WishStory story, Person? who = null)
    {
        var claimer = who ?? story.Claimer;

        var answered = await story.Claim(claimer);

        answered["wish"].GetRawText().ShouldBe((await story.SeenBy(claimer)).Json.GetRawText());
        (await story.Row<object>("wait_due_at")).ShouldBeNull();
        (await story.Row<long>("claim_id")).ShouldBe(
            await lane.Sql.Value<long>("SELECT id FROM wish_claims WHERE wish_id = @Id AND live = 1 AND member_id = @Who", new { story.Id, Who = claimer.Id }));
    }
}
