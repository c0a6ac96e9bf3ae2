using LinYuan.Api.Shared.Attempts;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Tests.Shared.Attempts;

public sealed class AttemptTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const long Somebody = 900_000_000_001;
    private const long Something = 7;
    private readonly Lane lane = fixture.Lane;

    private Db Db => lane.Part<Db>();

    private AttemptStore Store => lane.Part<AttemptStore>();

    private DateTimeOffset Now => lane.Clock.Now;

    [Fact]
    public async Task Of_thirty_at_once_as_many_are_let_through_as_the_limit_allows()
    {
        var limit = Limit(most: 7);

        var before = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Take(limit.By(Somebody, Something))));

        before.Count(count => !count.IsUsedUp).ShouldBe(7);
        before.Count(count => count.IsLastFree).ShouldBe(1);
        (await Times(limit.By(Somebody, Something))).ShouldBe(7);
    }

    [Fact]
    public async Task Several_counts_taken_at_once_by_several_people_are_each_exact()
    {
        var (mine, all) = (Limit(most: 100), Limit(most: 100));

        await Task.WhenAll(Enumerable.Range(0, 30).Select(turn => Db.InTransaction(async tx =>
        {
            Attempt[] attempts = [mine.By(Somebody + turn % 3, Something), all.Of(Something)];
            await Store.Lock(tx, attempts, lane.Clock.Now);
            await Store.Count(tx, attempts, lane.Clock.Now);
        })));

        foreach (var person in Enumerable.Range(0, 3))
            (await Times(mine.By(Somebody + person, Something))).ShouldBe(10);
        (await Times(all.Of(Something))).ShouldBe(30);
    }

    [Fact]
    public async Task The_time_begins_with_the_first_that_counts_and_the_count_begins_anew_when_it_is_over()
    {
        var attempt = Limit(most: 2, TimeSpan.FromHours(1)).By(Somebody);
        await Db.InTransaction(tx => Store.Lock(tx, attempt, Now));
        lane.Clock.Advance(TimeSpan.FromMinutes(50));
        await Take(attempt);
        lane.Clock.Advance(TimeSpan.FromMinutes(40));
        await Take(attempt);

        var usedUp = await Take(attempt);
        (usedUp.IsUsedUp, usedUp.WaitFrom(Now)).ShouldBe((true, TimeSpan.FromMinutes(20)));
        lane.Clock.Advance(TimeSpan.FromMinutes(20));

        (await Take(attempt)).Times.ShouldBe(0);
        (await Times(attempt)).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_counted_without_a_look_before_counts_and_ends_the_same()
    {
        var (day, ever) = (Limit(most: 2, TimeSpan.FromHours(1)).By(Somebody), Limit(most: 9).By(Somebody, Something));
        await Add();
        lane.Clock.Advance(TimeSpan.FromMinutes(59));
        await Add();

        var counts = await Db.Read(session => Store.Find(session, [day, ever], Now));
        counts.Select(count => count.Times).ShouldBe([2, 2]);
        (counts[0].IsUsedUp, counts[0].WaitFrom(Now), counts[1].WaitFrom(Now)).ShouldBe((true, TimeSpan.FromMinutes(1), null));

        lane.Clock.Advance(TimeSpan.FromMinutes(1));
        await Add();
        counts = await Db.Read(session => Store.Find(session, [day, ever], Now));
        counts.Select(count => count.Times).ShouldBe([1, 3]);
        counts[0].WaitFrom(Now).ShouldBe(TimeSpan.FromHours(1));

        Task Add() => Db.InTransaction(tx => Store.Add(tx, [day, ever], Now));
    }

    [Fact]
    public async Task A_count_without_a_time_is_for_ever_and_another_thing_or_person_has_its_own()
    {
        var limit = Limit(most: 1);
        await Take(limit.By(Somebody, Something));
        lane.Clock.Advance(TimeSpan.FromDays(4_000));
        await lane.RunJobs();

        var usedUp = await Take(limit.By(Somebody, Something));

        (usedUp.IsUsedUp, usedUp.WaitFrom(Now)).ShouldBe((true, null));
        foreach (var other in new[] { limit.By(Somebody, Something + 1), limit.By(Somebody + 1, Something), limit.Of(Something), limit.By(Somebody) })
            (await Take(other)).IsUsedUp.ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_refusal_takes_back_was_never_counted()
    {
        var attempt = Limit(most: 3).By(Somebody);

        await Should.ThrowAsync<Refusal>(() => Db.InTransaction(async tx =>
        {
            await Store.Take(tx, attempt, Now);
            throw new Refusal(RequestErrors.NotFound);
        }));

        (await Times(attempt)).ShouldBe(0);
    }

    [Fact]
    public async Task Counts_that_are_over_are_swept_and_no_others()
    {
        var (over, running) = (Limit(most: 3, TimeSpan.FromHours(1)).By(Somebody), Limit(most: 3, TimeSpan.FromHours(3)).By(Somebody));
        await Take(over);
        await Take(running);
        lane.Clock.Advance(TimeSpan.FromHours(2));

        await lane.RunJobs();

        (await Rows(over), await Rows(running)).ShouldBe((0, 1));
    }

    [Fact]
    public async Task A_person_reads_what_is_counted_about_them_and_it_goes_with_the_account()
    {
        var person = await lane.NewPerson();
        await Take(Limit(most: 3).By(person.Id, Something));

        (await person.Get("/api/v1/me/data")).ShouldBe(200)["attempts"].GetArrayLength().ShouldBe(2, "this and the sign-in");

        (await person.Delete("/api/v1/me")).ShouldBe(204);
        (await lane.Sql.Count("attempt_counts WHERE person_id = @Id", person)).ShouldBe(0);
    }

    private AttemptLimit Limit(int most, TimeSpan? within = null) => new(lane.Unique("t"), most, within);

    private Task<AttemptCount> Take(Attempt attempt) => Db.InTransaction(tx => Store.Take(tx, attempt, lane.Clock.Now));

    private async Task<int> Times(Attempt attempt) => (await Db.Read(session => Store.Find(session, [attempt], lane.Clock.Now)))[0].Times;

    private Task<long> Rows(Attempt attempt) => lane.Sql.Count("attempt_counts WHERE kind = @Kind", attempt.Limit);
}
