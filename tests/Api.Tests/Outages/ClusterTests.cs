using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Benchmarks.Plans;
using LinYuan.Tests.Statements;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LinYuan.Tests.Outages;

/// <summary>What a node of a database cluster answers and a single server never does, played between the driver and the server.</summary>
public sealed class ClusterTests : IAsyncLifetime
{
    private const int NodeNotReady = 1047;
    private const int CommitFailed = 1180;
    private const int Deadlock = 1213;

    private readonly StatementTap tap = new(TestServers.MySql);
    private Lane? started;

    private Lane Lane => started!;

    public async ValueTask InitializeAsync() => started = await Lane.Start(new LaneSettings { MySql = tap.ConnectionString });

    public async ValueTask DisposeAsync()
    {
        tap.Refuses = null;
        tap.Rewrites = null;
        await Lane.DisposeAsync();
        await tap.DisposeAsync();
    }

    [Fact]
    public async Task A_node_that_is_not_ready_is_left_for_another_connection()
    {
        var (person, community) = (await Lane.NewPerson(), await Lane.NewCommunity());
        var left = 1;
        tap.Refuses = sql => sql.Contains("FROM units", StringComparison.Ordinal) && Interlocked.Decrement(ref left) >= 0 ? NodeNotReady : null;
        (await Lane.Anyone.Get("/open/v1/units")).ShouldBe(200);
        left = 1;
        tap.Refuses = sql => sql.StartsWith("INSERT INTO registrations", StringComparison.Ordinal) && Interlocked.Decrement(ref left) >= 0
            ? NodeNotReady : null;

        (await Register(person, community)).ShouldBe(201);

        (await Lane.Sql.Count("registrations WHERE user_id = @Id", person)).ShouldBe(1);
    }

    [Fact]
    public async Task While_no_node_is_ready_requests_and_readiness_say_503_though_connecting_still_works()
    {
        var (person, community) = (await Lane.NewPerson(), await Lane.NewCommunity());
        tap.Refuses = sql => sql.Contains(" FROM ", StringComparison.Ordinal) || sql.Contains("INSERT", StringComparison.Ordinal) ? NodeNotReady : null;

        (await Lane.Anyone.Get("/open/v1/units")).ShouldBeRefused(503, "service.busy");
        (await Register(person, community)).ShouldBeRefused(503, "service.busy");
        (await Lane.Anyone.Get("/health/ready")).ShouldBe(503).Text("parts.database").ShouldBe("unhealthy");

        tap.Refuses = null;
        (await Register(person, community)).ShouldBe(201);
        (await Lane.Anyone.Get("/health/ready")).ShouldBe(200);
    }

    [Fact]
    public async Task A_commit_without_the_majority_is_503_and_the_same_key_then_has_one_effect()
    {
        var (person, community, key) = (await Lane.NewPerson(), await Lane.NewCommunity(), Client.NewKey());
        tap.Refuses = sql => sql == "COMMIT" ? CommitFailed : null;
        (await Register(person, community, key)).ShouldBeRefused(503, "service.busy");

        tap.Refuses = null;
        (await Register(person, community, key)).ShouldBe(201);

        (await Lane.Sql.Count("registrations WHERE user_id = @Id", person)).ShouldBe(1);
    }

    [Fact]
    public async Task A_commit_that_lost_against_another_node_is_made_again()
    {
        var (person, community) = (await Lane.NewPerson(), await Lane.NewCommunity());
        var left = 1;
        tap.Refuses = sql => sql == "COMMIT" && Interlocked.Decrement(ref left) >= 0 ? Deadlock : null;

        (await Register(person, community)).ShouldBe(201);

        (await Lane.Sql.Count("registrations WHERE user_id = @Id", person)).ShouldBe(1);
    }

    [Theory]
    [InlineData(Deadlock)]
    [InlineData(NodeNotReady)]
    public async Task A_statement_that_is_a_transaction_of_its_own_is_made_again_too(int error)
    {
        var message = await Leased();
        var left = 1;
        tap.Refuses = sql => sql.StartsWith("UPDATE outbox_messages SET begun_at", StringComparison.Ordinal) && Interlocked.Decrement(ref left) >= 0
            ? error : null;

        (await Lane.Part<OutboxLeases>().Begin(message)).ShouldBeTrue();

        left.ShouldBeLessThan(0);
        (await Lane.Sql.Count("outbox_messages WHERE begun_at IS NOT NULL")).ShouldBe(1);
    }

    [Fact]
    public async Task A_statement_that_is_refused_again_and_again_is_given_up()
    {
        var message = await Leased();
        tap.Refuses = sql => sql.StartsWith("UPDATE outbox_messages SET begun_at", StringComparison.Ordinal) ? Deadlock : null;

        await Should.ThrowAsync<DatabaseUnavailableException>(() => Lane.Part<OutboxLeases>().Begin(message));
    }

    [Fact]
    public async Task A_stored_answer_that_this_node_cannot_read_yet_is_waited_for()
    {
        var (person, community, key) = (await Lane.NewPerson(), await Lane.NewCommunity(), Client.NewKey());
        var first = (await Register(person, community, key)).ShouldBe(201);
        var blind = 3;
        tap.Rewrites = sql => sql.Contains("FROM idempotency_keys WHERE user_id", StringComparison.Ordinal)
            && sql.StartsWith("SELECT", StringComparison.Ordinal) && Interlocked.Decrement(ref blind) >= 0
                ? sql.Replace("WHERE user_id", "WHERE 1 = 0 AND user_id", StringComparison.Ordinal)
                : sql;

        var again = (await Register(person, community, key)).ShouldBe(201);

        (again.IsReplay, again.Id).ShouldBe((true, first.Id));
        blind.ShouldBeLessThan(0);
    }

    [Fact]
    public async Task A_stored_answer_that_stays_unreadable_is_503_and_nothing_happens_twice()
    {
        var (person, community, key) = (await Lane.NewPerson(), await Lane.NewCommunity(), Client.NewKey());
        (await Register(person, community, key)).ShouldBe(201);
        tap.Rewrites = sql => sql.Contains("FROM idempotency_keys WHERE user_id", StringComparison.Ordinal)
            ? sql.Replace("WHERE user_id", "WHERE 1 = 0 AND user_id", StringComparison.Ordinal)
            : sql;

        tap.Take();
        (await Register(person, community, key)).ShouldBeRefused(503, "service.busy");

        (await Lane.Sql.Count("registrations WHERE user_id = @Id", person)).ShouldBe(1);
        // Whether the key is past its life is asked once, and not with each look for the answer.
        SentStatements.Since(tap).Count(sql => sql.StartsWith("DELETE FROM idempotency_keys", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Two_nodes_that_both_give_the_lock_migrate_to_the_same_schema()
    {
        var name = Lane.Name + "_nodes";
        await Lane.Sql.Execute($"CREATE DATABASE {name} CHARACTER SET utf8mb4");
        tap.Rewrites = sql => sql.Contains("GET_LOCK", StringComparison.Ordinal) ? "SELECT 1" : sql;
        await using ConnectionPool one = new(Settings(tap.ConnectionString, name)), other = new(Settings(tap.ConnectionString, name));

        await Task.WhenAll(NewMigrator(one).Migrate(), NewMigrator(other).Migrate());

        (await Lane.Sql.List<string>($"SELECT name FROM {name}.schema_migrations ORDER BY name"))
            .ShouldBe(await Lane.Sql.List<string>("SELECT name FROM schema_migrations ORDER BY name"));
        await Lane.Sql.Execute($"DROP DATABASE {name}");
    }

    [Fact]
    public async Task A_connection_that_nobody_accepts_is_tried_again_for_a_moment()
    {
        var port = TestServers.FreePort();
        var nobody = new MySqlConnectionStringBuilder(tap.ConnectionString) { Port = (uint)port }.ConnectionString;
        await using ConnectionPool pool = new(Settings(nobody, Lane.Name));
        var opening = pool.Open();

        await using StatementTap late = new(TestServers.MySql, port);

        await using var opened = await opening;
    }

    [Fact]
    public async Task A_connection_that_nobody_accepts_for_longer_is_refused()
    {
        var nobody = new MySqlConnectionStringBuilder(tap.ConnectionString) { Port = (uint)TestServers.FreePort() }.ConnectionString;
        await using ConnectionPool pool = new(Settings(nobody, Lane.Name));

        await Should.ThrowAsync<DatabaseUnavailableException>(pool.Open);
    }

    private async Task<LeasedMessage> Leased()
    {
        var (db, store, now) = (Lane.Part<Db>(), Lane.Part<OutboxStore>(), Lane.Clock.Now);
        await db.InTransaction(tx => store.Add(tx, new OutboxMessage("test", 1, 1, "test"), now));
        return (await db.InTransaction(tx => store.Lease(tx, "me", now, now.AddMinutes(1), 1))).Single();
    }

    private static Migrator NewMigrator(ConnectionPool pool) => new(pool, new FakeClock(), NullLogger<Migrator>.Instance);

    private static IOptions<DatabaseOptions> Settings(string server, string database) => Options.Create(new DatabaseOptions
    {
        ConnectionString = TestServers.On(server, database),
        Connections = 2,
    });

    private static Task<Answer> Register(Person person, Community community, string? key = null) =>
        person.Post("/api/v1/registrations", new { communityId = community.IdText, kind = "courier", realName = "林示例" }, key ?? Client.NewKey());
}
