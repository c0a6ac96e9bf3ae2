using LinYuan.Api.Shared.Privacy;
using LinYuan.Tests.Clues;
using Microsoft.Extensions.DependencyInjection;

namespace LinYuan.Tests.Shared.Privacy.Sealing;

/// <summary>What an earlier release left readable is encrypted once, and reads as before.</summary>
public sealed class SealColumnsTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Rows_of_an_earlier_release_read_as_before_and_no_longer_stand_in_a_dump()
    {
        var mark = lane.Unique("旧");
        var story = await ClueStory.Begin(lane);
        await story.Submit(ClueStory.Words(story.Community, location: new { latitude = 31.5, longitude = 104.5 }));
        var courier = await lane.NewCourier(story.Community);
        var registration = (await courier.Get("/api/v1/me/registrations")).Text("items.0.id");
        await lane.Sql.Execute("UPDATE clues SET point_enc = NULL, latitude = 31.500173, longitude = 104.500291, legal_route = @mark WHERE id = @Id", new { mark, story.Id });
        await lane.Sql.Execute(
            """
            UPDATE registrations SET skills = @skills, skills_enc = NULL, platform = @mark, platform_enc = NULL, reason = @mark WHERE id = @registration;
            UPDATE registration_events SET reason = @mark WHERE registration_id = @registration AND action = 'approve'
            """,
            new { mark, registration, skills = $"[\"{mark}\"]" });

        await Again();

        (await Traces.Of(lane, mark)).ShouldBeEmpty();
        (await Traces.Of(lane, "31.500173")).ShouldBeEmpty();
        var seen = await story.SeenBy(story.Reporter);
        (seen["location.latitude"].GetDouble(), seen["location.longitude"].GetDouble(), seen.Text("legalRoute")).ShouldBe((31.500173, 104.500291, mark));
        var mine = (await courier.Get($"/api/v1/me/registrations/{registration}")).ShouldBe(200);
        (mine.Text("platform"), mine.Text("reason"), mine.Text("skills.0")).ShouldBe((mark, mark, mark));
    }

    [Fact]
    public async Task A_code_of_an_earlier_release_still_fetches_its_reward()
    {
        var code = string.Concat(Random.Shared.GetItems("0123456789".ToCharArray(), 10));
        var (community, person) = (await lane.NewCommunity(), await lane.NewPerson());
        var reward = await lane.Sql.Insert(
            """
            INSERT INTO rewards (area_id, district_id, street_id, community_id, name, points, stock, reserved, per_person_limit, hand_over_at, created_by, created_at)
            VALUES (@Id, @DistrictId, @StreetId, @Id, '毛巾', 0, 5, 1, 1, '服务台', 1, @Now)
            """, new { community.Id, community.DistrictId, community.StreetId, lane.Clock.Now });
        await lane.Sql.Execute(
            """
            INSERT INTO redemptions (code, reward_id, user_id, points, status, reserved_at, expires_at)
            VALUES (@code, @reward, @Person, 0, 'reserved', @Now, @Until)
            """, new { code, reward, Person = person.Id, lane.Clock.Now, Until = lane.Clock.Now.AddDays(1) });

        await Again();

        (await Traces.Of(lane, code)).ShouldBeEmpty();
        (await person.Get("/api/v1/me/redemptions")).ShouldBe(200).Text("items.0.code").ShouldBe(code);
    }

    [Fact]
    public async Task A_walk_that_broke_off_goes_on_where_it_was_and_one_that_ended_never_begins_again()
    {
        var ids = new List<long>();
        var person = await lane.NewPerson();
        for (var count = 0; count < 3; count++)
        {
            ids.Add(await lane.Sql.Insert(
                "INSERT INTO registration_events (registration_id, at, action, to_status, actor_id, reason) VALUES (0, @Now, 'end', 'ended', @Id, '旧话')",
                new { lane.Clock.Now, person.Id }));
        }
        await lane.Sql.Execute(
            "UPDATE sealed_columns SET last_id = @last, finished_at = NULL WHERE name = 'registration_events.reason_enc'", new { last = ids[0] });

        var cancellation = TestContext.Current.CancellationToken;
        await Task.WhenAll(lane.Part<SealColumns>().Run(cancellation), lane.Part<SealColumns>().Run(cancellation));
        (await Plain()).ShouldBe(ids[..1]);
        await lane.Part<SealColumns>().Run(cancellation);

        (await Plain()).ShouldBe(ids[..1]);
        Task<IReadOnlyList<long>> Plain() => lane.Sql.List<long>("SELECT id FROM registration_events WHERE actor_id = @Id AND reason IS NOT NULL", person);
    }

    [Fact]
    public async Task More_rows_than_one_batch_are_walked_over()
    {
        var person = await lane.NewPerson();
        await lane.Sql.Execute(
            """
            INSERT INTO registration_events (registration_id, at, action, to_status, actor_id, reason)
            SELECT 0, @Now, 'end', 'ended', @Id, '旧话' FROM seq_1_to_1200
            """, new { lane.Clock.Now, person.Id });

        await Again();

        (await lane.Sql.Count("registration_events WHERE actor_id = @Id AND reason IS NULL AND reason_enc IS NOT NULL", person)).ShouldBe(1_200);
    }

    [Fact]
    public void Each_column_is_sealed_once() =>
        lane.Services.GetServices<SealedColumn>().Select(column => column.Name).ShouldBeUnique();

    /// <summary>As if the release that seals started for the first time.</summary>
    private async Task Again()
    {
        await lane.Sql.Execute("DELETE FROM sealed_columns");
        await lane.Part<SealColumns>().Run();
    }
}
