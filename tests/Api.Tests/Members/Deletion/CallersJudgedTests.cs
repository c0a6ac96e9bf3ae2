using LinYuan.Api.Shared.Cache;
using LinYuan.Tests.Wishes;

namespace LinYuan.Tests.Members.Deletion;

/// <summary>What was true of a caller when another process last looked lets nobody write, and read for a moment at most.</summary>
public sealed class CallersJudgedTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string Me = "/api/v1/me";
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Staff_whose_role_was_taken_write_nothing_more_and_a_moment_later_read_nothing_more()
    {
        var story = await WishStory.In(lane, "pendingReview");
        var staff = await lane.NewStaff(story.Community.Id);
        (await staff.Get("/staff/v1/wishes?status=pendingReview")).ShouldBe(200);
        await lane.Sql.Execute("DELETE FROM staff_roles WHERE user_id = @Id", staff);

        (await story.ByStaff(staff, "approve")).ShouldBeRefused(403, "access.denied");

        (await story.Status()).ShouldBe("pendingReview");
        lane.Clock.Advance(TimeSpan.FromSeconds(1));
        (await staff.Get("/staff/v1/wishes?status=pendingReview")).ShouldBeRefused(403, "access.denied");
        (await staff.Patch(Me, new { nickname = "不再是工作人员" })).ShouldBe(200);
    }

    [Fact]
    public async Task A_member_whose_registration_staff_have_ended_claims_nothing_at_another_process()
    {
        await using var other = await Lane.Start(new LaneSettings { ReplicaOf = lane });
        var story = await WishStory.In(lane, "open");
        other.Anyone.Token = story.Claimer.Token;
        (await other.Anyone.Get(Me)).ShouldBe(200);
        var registration = (await story.Claimer.Get("/api/v1/me/registrations")).Text("items.0.id");
        (await story.Staff.Post($"/staff/v1/registrations/{registration}/end", new { reason = "已经离开本地" })).ShouldBe(200);

        (await story.By(other.Anyone, "claim")).ShouldBeRefused(403, "registration.required");
    }

    [Theory]
    [InlineData("/api/v1/sessions/current")]
    [InlineData(Me)]
    public async Task With_Redis_dead_a_session_that_ended_here_is_known_to_have_ended_at_once_in_every_process(string ended)
    {
        await using var redis = await PrivateRedis.Run();
        await using var one = await Lane.Start(new LaneSettings { Redis = redis.ConnectionString });
        await using var other = await Lane.Start(new LaneSettings { ReplicaOf = one });
        var person = await SignedInAtBoth(one, other);
        await redis.Stop();
        await Wait.Until("both have noticed", () => !one.Part<RedisLink>().IsUp && !other.Part<RedisLink>().IsUp);

        (await person.Delete(ended)).ShouldBe(204);

        (await other.Anyone.Get(Me)).ShouldBeRefused(401, "session.expired");
        (await Subscribe(other.Anyone)).ShouldBeRefused(401, "session.expired");
    }

    [Theory]
    [InlineData("/api/v1/sessions/current")]
    [InlineData(Me)]
    public async Task With_Redis_frozen_a_session_that_ended_here_writes_nothing_elsewhere_and_reads_for_a_second_at_most(string ended)
    {
        await using var redis = await PrivateRedis.Run();
        await using var one = await Lane.Start(new LaneSettings { Redis = redis.ConnectionString });
        await using var other = await Lane.Start(new LaneSettings { ReplicaOf = one });
        var person = await SignedInAtBoth(one, other);
        await redis.Freeze();

        (await person.Delete(ended)).ShouldBe(204);

        (await Subscribe(other.Anyone)).ShouldBeRefused(401, "session.expired");
        one.Clock.Advance(TimeSpan.FromSeconds(1));
        (await other.Anyone.Get(Me)).ShouldBeRefused(401, "session.expired");
        await redis.Thaw();
        one.Clock.Advance(TimeSpan.FromSeconds(1));
        (await other.Anyone.Get(Me)).ShouldBeRefused(401, "session.expired");
    }

    private static async Task<Person> SignedInAtBoth(Lane one, Lane other)
    {
        await Wait.Until("Redis is connected", () => one.Part<RedisLink>().IsUp && other.Part<RedisLink>().IsUp);
        var person = await one.NewPerson();
        other.Anyone.Token = person.Token;
        (await person.Get(Me)).ShouldBe(200);
        (await other.Anyone.Get(Me)).ShouldBe(200);
        return person;
    }

    private static Task<Answer> Subscribe(Client who) => who.Post("/api/v1/me/subscriptions", new { results = new { wishApproved = "accept" } });
}
