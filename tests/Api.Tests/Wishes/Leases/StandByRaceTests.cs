using LinYuan.Api.Features.Wishes.Timers;
using LinYuan.Api.Shared.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace LinYuan.Tests.Wishes.Leases;

public sealed class StandByRaceTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private static readonly TimeSpan Offer = TimeSpan.FromHours(24);
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Three_runners_that_race_pass_an_offer_on_once()
    {
        var story = await OfferedTo(waiting: 3);
        lane.Clock.Advance(Offer);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ =>
            ActivatorUtilities.CreateInstance<JobRunner>(lane.Services).RunDue(CancellationToken.None)));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RunJob()));

        (await story.EventsOf("lapseOffer"), await story.EventsOf("offer")).ShouldBe((1, 2));
        (await lane.Sql.Count("wish_stand_bys WHERE wish_id = @Id", new { story.Id })).ShouldBe(2);
    }

    [Fact]
    public async Task A_claim_and_the_job_at_the_moment_when_an_offer_lapses_give_the_wish_to_the_next_once()
    {
        var story = await OfferedTo(waiting: 2);
        var (offered, next) = (await OfferedNow(story), await Last(story));
        lane.Clock.Advance(Offer);

        var claims = new[] { story.By(offered, "claim"), story.By(next, "claim") };
        await Task.WhenAll(claims[0], claims[1], RunJob(), RunJob());

        (await claims[0]).ShouldBeRefused(409, (await claims[0]).Code!);
        (await claims[1]).ShouldBe(200);
        (await story.EventsOf("lapseOffer"), await story.EventsOf("claim")).ShouldBe((1, 2));
    }

    [Fact]
    public async Task Two_answers_to_one_offer_at_once_are_one()
    {
        var story = await OfferedTo(waiting: 2);
        var offered = await OfferedNow(story);

        var answers = await Task.WhenAll(story.By(offered, "stand-by/decline"), story.By(offered, "stand-by/decline"), story.By(offered, "claim"));

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        var declined = answers[2].Status != 200;
        (await story.EventsOf("declineOffer")).ShouldBe(declined ? 1 : 0);
        (await story.Status()).ShouldBe(declined ? "open" : "claimed");
    }

    [Fact]
    public async Task Members_who_race_for_the_last_places_fill_them_and_no_more()
    {
        await using var own = await Lane.Start(new LaneSettings { Options = Few() });
        var story = await WishStory.In(own, "claimed");
        var members = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => own.NewMember(story.Community)));

        var answers = await Task.WhenAll(members.Select(member => story.By(member, "stand-by")));

        answers.Count(answer => answer.Status == 200).ShouldBe(2);
        foreach (var refused in answers.Where(answer => answer.Status != 200))
            refused.ShouldBeRefused(409, "wish.stand_by_full");
        (await own.Sql.Count("wish_stand_bys WHERE wish_id = @Id", new { story.Id })).ShouldBe(2);
    }

    [Fact]
    public async Task A_member_waits_for_so_many_wishes_and_no_more_also_at_once()
    {
        await using var own = await Lane.Start(new LaneSettings { Options = Few() });
        var place = await own.NewCommunity();
        var stories = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => WishStory.In(own, "claimed", place)));
        var member = await own.NewMember(place);

        var answers = await Task.WhenAll(stories.Select(story => story.By(member, "stand-by")));

        answers.Count(answer => answer.Status == 200).ShouldBe(2);
        foreach (var refused in answers.Where(answer => answer.Status != 200))
            refused.ShouldBeRefused(409, "wish.stand_by_limit");
    }

    private static Dictionary<string, string> Few() => new(StringComparer.Ordinal) { ["Wishes:StandBysPerWish"] = "2", ["Wishes:StandBysPerMember"] = "2" };

    private readonly Dictionary<long, Person> people = [];

    /// <summary>A wish that was given back while so many waited, and that the first of them is offered.</summary>
    private async Task<WishStory> OfferedTo(int waiting)
    {
        var story = await WishStory.In(lane, "claimed");
        for (var number = 0; number < waiting; number++)
        {
            var member = await lane.NewMember(story.Community);
            people[member.Id] = member;
            (await story.By(member, "stand-by")).ShouldBe(200);
        }
        await story.Release();
        return story;
    }

    private async Task<Person> OfferedNow(WishStory story) => people[await story.Row<long>("offered_to")];

    private async Task<Person> Last(WishStory story) =>
        people[await lane.Sql.Value<long>("SELECT MAX(member_id) FROM wish_stand_bys WHERE wish_id = @Id", new { story.Id })];

    private Task<int> RunJob() => lane.Services.GetServices<IJob>().OfType<PassOnOffers>().Single().Run(lane.Clock.Now, CancellationToken.None);
}
