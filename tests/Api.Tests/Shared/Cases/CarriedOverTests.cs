using LinYuan.Api.Shared.Data;

namespace LinYuan.Tests.Shared.Cases;

/// <summary>What the tables of one kind held is carried over into those of all kinds, however often the migration is begun.</summary>
public sealed class CarriedOverTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Events_followers_mutes_and_helpers_of_clues_are_carried_over_once()
    {
        await lane.Sql.Execute("DELETE FROM case_events");
        await OldTables();
        await lane.Sql.Execute("DELETE FROM schema_migrations WHERE name LIKE '0031%' OR name LIKE '0032%'");
        await lane.Part<Migrator>().Migrate();
        await OldTables();
        await lane.Sql.Execute("DELETE FROM schema_migrations WHERE name LIKE '0031%' OR name LIKE '0032%'");

        await lane.Part<Migrator>().Migrate();

        (await lane.Sql.List<string>("""
            SELECT CONCAT_WS(' ', id, kind, case_id, action, from_status, to_status, actor, actor_id, HEX(words_enc)) FROM case_events ORDER BY id
            """)).ShouldBe(["41 clue 7000001 submit submitted reporter 8000001", "43 clue 7000001 answer waitingReporter inProgress reporter 8000001 AB"]);
        (await lane.Sql.List<string>("SELECT CONCAT_WS(' ', kind, part, user_id) FROM case_people WHERE case_id = 7000001 ORDER BY user_id"))
            .ShouldBe(["clue follower 8000002", "clue muted 8000003", "clue helper 8000004"]);
        (await lane.Sql.Count("information_schema.tables WHERE table_schema = DATABASE() AND table_name LIKE 'clue\\_%'")).ShouldBe(2, "marks and openings");
    }

    [Fact]
    public async Task Where_another_node_has_carried_them_over_already_the_migration_runs_again_all_the_same()
    {
        await lane.Sql.Execute("DELETE FROM schema_migrations WHERE name LIKE '0031%' OR name LIKE '0032%'");

        await lane.Part<Migrator>().Migrate();

        (await lane.Sql.Count("information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'clue_events'")).ShouldBe(0);
    }

    private async Task OldTables()
    {
        await lane.Sql.Execute("""
            CREATE TABLE clue_events (id bigint PRIMARY KEY, clue_id bigint, at datetime(6), action varchar(20), from_status varchar(16),
              to_status varchar(16), actor varchar(10), actor_id bigint, words_enc blob);
            INSERT INTO clue_events VALUES (41, 7000001, '2026-01-01', 'submit', NULL, 'submitted', 'reporter', 8000001, NULL),
              (43, 7000001, '2026-01-02', 'answer', 'waitingReporter', 'inProgress', 'reporter', 8000001, x'AB');
            CREATE TABLE clue_followers (clue_id bigint, user_id bigint, followed_at datetime(6));
            INSERT INTO clue_followers VALUES (7000001, 8000002, '2026-01-01');
            CREATE TABLE clue_mutes (clue_id bigint, user_id bigint, muted_at datetime(6));
            INSERT INTO clue_mutes VALUES (7000001, 8000003, '2026-01-01');
            CREATE TABLE clue_helpers (clue_id bigint, user_id bigint);
            INSERT INTO clue_helpers VALUES (7000001, 8000004);
            """);
    }
}
