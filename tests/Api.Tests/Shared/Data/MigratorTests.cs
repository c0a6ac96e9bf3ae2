using LinYuan.Api.Shared.Data;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LinYuan.Tests.Shared.Data;

public sealed class MigratorTests : IAsyncLifetime
{
    private readonly string name = $"linyuan_test_{Guid.NewGuid():N}";
    private readonly List<ConnectionPool> pools = [];

    private readonly Sql server = new(TestServers.On(TestServers.MySql, ""));
    private Sql? sql;

    private Sql Sql => sql ??= new Sql(TestServers.On(TestServers.MySql, name));

    public async ValueTask InitializeAsync() => await server.Execute($"CREATE DATABASE {name} CHARACTER SET utf8mb4");

    public async ValueTask DisposeAsync()
    {
        foreach (var pool in pools)
            await pool.DisposeAsync();
        await Sql.DisposeAsync();
        await server.Execute($"DROP DATABASE {name}");
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Migrating_again_changes_nothing()
    {
        await NewMigrator().Migrate();
        var before = await Applied();

        await NewMigrator().Migrate();

        (await Applied()).ShouldBe(before);
        before.Count.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Processes_that_start_together_apply_each_migration_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => NewMigrator().Migrate()));

        var names = await Sql.List<string>("SELECT name FROM schema_migrations ORDER BY name");
        names.ShouldBeUnique();
        names.ShouldBe(EmbeddedNames());
    }

    [Fact]
    public async Task A_migration_that_was_changed_after_it_had_been_applied_is_refused()
    {
        await NewMigrator().Migrate();
        var first = EmbeddedNames()[0];
        await Sql.Execute("UPDATE schema_migrations SET checksum = REPEAT('0', 64) WHERE name = @first", new { first });

        var refused = await Should.ThrowAsync<ChangedMigrationException>(() => NewMigrator().Migrate());

        refused.Message.ShouldContain(first);
    }

    [Fact]
    public async Task A_changed_migration_is_refused_also_while_a_new_one_waits()
    {
        await NewMigrator().Migrate();
        await Sql.Execute("UPDATE schema_migrations SET checksum = REPEAT('0', 64) WHERE name = @first", new { first = EmbeddedNames()[0] });
        await Sql.Execute("DELETE FROM schema_migrations WHERE name = @last", new { last = EmbeddedNames()[^1] });

        await Should.ThrowAsync<ChangedMigrationException>(() => NewMigrator().Migrate());
    }

    [Fact]
    public async Task A_start_that_died_between_the_schema_and_its_note_is_made_good()
    {
        await NewMigrator().Migrate();
        await Sql.Execute("DELETE FROM schema_migrations");

        await NewMigrator().Migrate();

        (await Sql.List<string>("SELECT name FROM schema_migrations ORDER BY name")).ShouldBe(EmbeddedNames());
    }

    [Fact]
    public async Task Two_units_that_had_one_name_in_two_widths_both_stay_and_the_first_has_the_name()
    {
        await NewMigrator().Migrate();
        await Sql.Execute("ALTER TABLE units DROP KEY one_name, DROP COLUMN name_key");
        foreach (var unit in new[] { "司法局（本级）", "司法局 (本级)", "𬀩所", "𠮷所" })
            await Sql.Execute("INSERT INTO units (district_id, name, eligible_members, created_at) VALUES (1, @unit, 5, '2026-01-01')", new { unit });
        await Sql.Execute("DELETE FROM schema_migrations WHERE name LIKE '0024%'");

        await NewMigrator().Migrate();

        (await Sql.List<string>("SELECT CONCAT(name, '=', COALESCE(name_key, 'none')) FROM units ORDER BY id"))
            .ShouldBe(["司法局（本级）=司法局（本级）", "司法局 (本级)=none", "𬀩所=𬀩所", "𠮷所=𠮷所"]);
        (await Should.ThrowAsync<MySqlException>(() => Sql.Execute("""
            INSERT INTO units (district_id, name, name_key, eligible_members, created_at) VALUES (1, '司法局（本级 ）', '司法局(本级)', 5, '2026-01-01')
            """))).IsDuplicate().ShouldBeTrue();
    }

    [Fact]
    public async Task Keys_that_were_dropped_by_a_start_that_died_half_way_do_not_stop_the_next()
    {
        await NewMigrator().Migrate();
        await Sql.Execute("ALTER TABLE wishes ADD KEY author_status (author_id, status)");
        await Sql.Execute("DELETE FROM schema_migrations WHERE name >= '0029'");

        await NewMigrator().Migrate();

        (await KeysOfWishes()).ShouldNotContain("author_status: author_id, status");
        (await KeysOfWishes()).ShouldContain("community_status: community_id, status, id, category, listed");
    }

    [Fact]
    public async Task What_became_of_the_wishes_is_counted_once_however_often_the_migration_is_run()
    {
        await NewMigrator().Migrate();
        foreach (var (status, score, minutes) in new[] { ("open", "NULL", "NULL"), ("fulfilled", "5", "45"), ("fulfilled", "2", "90000"), ("merged", "NULL", "NULL") })
        {
            await Sql.Execute($"""
                INSERT INTO wishes (district_id, street_id, community_id, author_id, category, status, text_check, submitted_at, published_at, score, minutes_to_claim)
                VALUES (1, 11, 101, 7, 'microSafety', '{status}', 'passed', '2026-02-28 15:00', '2026-02-28 16:30', {score}, {minutes})
                """);
        }
        for (var run = 0; run < 2; run++)
        {
            await Sql.Execute("DELETE FROM schema_migrations WHERE name LIKE '0029%'");
            await NewMigrator().Migrate();
        }

        (await Sql.List<string>("""
            SELECT CONCAT_WS(' ', month, posted, open, fulfilled, answered, score_sum, waited_30, waited_60, waited_longer) FROM wish_counts
            """)).ShouldBe(["202603 3 1 2 2 7 0 1 1"]);
    }

    [Fact]
    public async Task A_database_migrated_by_a_newer_release_is_left_alone()
    {
        await NewMigrator().Migrate();
        await Sql.Execute("INSERT INTO schema_migrations (name, checksum, applied_at) VALUES ('9999_later.sql', REPEAT('0', 64), '2026-03-02')");

        await NewMigrator().Migrate();

        (await Sql.Count("schema_migrations")).ShouldBe(EmbeddedNames().Count + 1);
    }

    private Migrator NewMigrator()
    {
        var pool = new ConnectionPool(Options.Create(new DatabaseOptions
        {
            ConnectionString = TestServers.On(TestServers.MySql, name),
            Connections = 1,
        }));
        pools.Add(pool);
        return new Migrator(pool, new FakeClock(), NullLogger<Migrator>.Instance);
    }

    private Task<IReadOnlyList<string>> KeysOfWishes() => Sql.List<string>("""
        SELECT CONCAT(index_name, ': ', GROUP_CONCAT(column_name ORDER BY seq_in_index SEPARATOR ', ')) FROM information_schema.statistics
        WHERE table_schema = DATABASE() AND table_name = 'wishes' GROUP BY index_name
        """);

    private Task<IReadOnlyList<string>> Applied() =>
        Sql.List<string>("SELECT CONCAT_WS(' ', name, checksum, applied_at) FROM schema_migrations ORDER BY name");

    private static List<string> EmbeddedNames() =>
    [
        .. typeof(Migrator).Assembly.GetManifestResourceNames()
            .Where(resource => resource.EndsWith(".sql", StringComparison.Ordinal))
            .Select(resource => resource[(resource.IndexOf("Migrations.", StringComparison.Ordinal) + "Migrations.".Length)..])
            .Order(StringComparer.Ordinal),
    ];
}
