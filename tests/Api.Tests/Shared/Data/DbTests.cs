using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Tests.Shared.Data;

public sealed class DbTests(LaneFixture fixture) : IAsyncLifetime, IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;
    private readonly string table = "test_" + Guid.NewGuid().ToString("N");

    private Db Db => lane.Part<Db>();

    public async ValueTask InitializeAsync()
    {
        await lane.Sql.Execute($"CREATE TABLE {table} (id bigint NOT NULL PRIMARY KEY, n int NOT NULL)");
        await lane.Sql.Execute($"INSERT INTO {table} (id, n) VALUES (1, 0), (2, 0)");
    }

    public async ValueTask DisposeAsync() => await lane.Sql.Execute($"DROP TABLE {table}");

    [Fact]
    public async Task A_deadlock_is_resolved_by_running_the_work_of_one_side_again()
    {
        using var bothHoldOne = new Barrier(2);
        var runs = 0;

        await Task.WhenAll(Cross(1, 2), Cross(2, 1));

        runs.ShouldBe(3);
        (await Numbers()).ShouldBe([2, 2]);

        async Task Cross(int first, int second)
        {
            var meets = true;
            await Task.Yield();
            await Db.InTransaction(async tx =>
            {
                Interlocked.Increment(ref runs);
                await Add(tx, first);
                if (meets)
                    bothHoldOne.SignalAndWait();
                meets = false;
                await Add(tx, second);
            });
        }
    }

    [Fact]
    public async Task A_refusal_takes_back_all_that_the_transaction_did()
    {
        await Should.ThrowAsync<Refusal>(() => Db.InTransaction(async tx =>
        {
            await Add(tx, 1);
            throw new Refusal(RequestErrors.NotFound);
        }));

        (await Numbers()).ShouldBe([0, 0]);
        // Whichever connection is lent next has no transaction open.
        for (var turn = 0; turn < 20; turn++)
            (await Db.Read(session => session.Scalar<long>("SELECT @@in_transaction"))).ShouldBe(0);
    }

    [Fact]
    public async Task A_transaction_whose_connection_is_killed_midway_runs_once_more_and_counts_once()
    {
        var runs = 0;

        await Db.InTransaction(async tx =>
        {
            await Add(tx, 1);
            if (++runs == 1)
                await Kill(tx);
            await Add(tx, 2);
        });

        runs.ShouldBe(2);
        (await Numbers()).ShouldBe([1, 1]);
    }

    [Fact]
    public async Task When_nobody_knows_whether_the_commit_arrived_the_work_is_not_repeated()
    {
        var runs = 0;

        await Should.ThrowAsync<DatabaseUnavailableException>(() => Db.InTransaction(async tx =>
        {
            runs++;
            await Add(tx, 1);
            await Kill(tx);
        }));

        runs.ShouldBe(1);
        (await Numbers()).ShouldBe([0, 0]);
    }

    [Fact]
    public async Task Reads_on_a_killed_connection_run_once_more()
    {
        var runs = 0;

        var read = await Db.Read(async session =>
        {
            if (++runs == 1)
                await Kill(session);
            return await session.Scalar<int>("SELECT 7");
        });

        (runs, read).ShouldBe((2, 7));
    }

    [Fact]
    public async Task Work_that_breaks_its_connection_every_time_is_given_up_after_three_tries()
    {
        var runs = 0;

        await Should.ThrowAsync<DatabaseUnavailableException>(() => Db.InTransaction(async tx =>
        {
            runs++;
            await Kill(tx);
            await Add(tx, 1);
        }));

        runs.ShouldBe(3);
    }

    [Fact]
    public async Task Requests_succeed_after_the_server_has_killed_every_connection()
    {
        var (person, community) = (await lane.NewPerson(), await lane.NewCommunity());
        for (var round = 0; round < 3; round++)
        {
            await KillAll();
            var reads = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => lane.Anyone.Get("/open/v1/units")));
            foreach (var read in reads)
                read.ShouldBe(200);
        }
        await KillAll();

        (await person.Post("/api/v1/registrations", new { communityId = community.IdText, kind = "volunteer", realName = "林示例" })).ShouldBe(201);
    }

    [Fact]
    public async Task What_waits_for_the_commit_runs_after_it_and_not_after_a_refusal()
    {
        var told = new List<string>();

        await Db.InTransaction(tx =>
        {
            tx.AfterCommit(() => Tell("committed"));
            return Task.CompletedTask;
        });
        await Should.ThrowAsync<Refusal>(() => Db.InTransaction(tx =>
        {
            tx.AfterCommit(() => Tell("refused"));
            throw new Refusal(RequestErrors.NotFound);
        }));

        told.ShouldBe(["committed"]);

        Task Tell(string what)
        {
            told.Add(what);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task What_waits_for_the_commit_runs_once_though_the_work_ran_twice()
    {
        var (runs, told) = (0, 0);

        await Db.InTransaction(async tx =>
        {
            tx.AfterCommit(() => Task.FromResult(told++));
            await Add(tx, 1);
            if (++runs == 1)
                await Kill(tx);
            await Add(tx, 2);
        });

        told.ShouldBe(1);
    }

    [Fact]
    public async Task Moments_are_stored_in_UTC_and_come_back_as_they_were()
    {
        var moment = new DateTimeOffset(2026, 3, 2, 9, 30, 0, 123, TimeSpan.FromHours(8));

        var (back, text) = await Db.Read(async session => (
            await session.Scalar<DateTimeOffset>("SELECT CAST(@moment AS datetime(6))", new { moment }),
            await session.Find<string>("SELECT CAST(CAST(@moment AS datetime(3)) AS char)", new { moment })));

        back.ShouldBe(moment);
        text.ShouldBe("2026-03-02 01:30:00.123");
    }

    private Task<int> Add(Tx tx, int id) => tx.Execute($"UPDATE {table} SET n = n + 1 WHERE id = @id", new { id });

    private Task<IReadOnlyList<int>> Numbers() => lane.Sql.List<int>($"SELECT n FROM {table} ORDER BY id");

    /// <summary>From outside, as an operator or a restart would.</summary>
    private async Task Kill(DbSession session)
    {
        var id = await session.Scalar<long>("SELECT CONNECTION_ID()");
        await lane.Sql.Execute($"KILL {id}");
        await Wait.Until("the connection is gone", async () => await lane.Sql.Count("information_schema.processlist WHERE id = @id", new { id }) == 0);
    }

    private async Task KillAll()
    {
        var ids = await lane.Sql.List<long>(
            "SELECT id FROM information_schema.processlist WHERE db = @Name AND id <> CONNECTION_ID()", new { lane.Name });
        foreach (var id in ids)
            await lane.Sql.Execute($"KILL {id}");
    }
}
