using LinYuan.Api.Shared.Data;

namespace LinYuan.Tests.Outages;

/// <summary>One MariaDB for the class: its tests run one after the other, each with a database of its own.</summary>
public sealed class DatabaseOutageTests(DatabaseOutageTests.Server server) : IClassFixture<DatabaseOutageTests.Server>
{
    private readonly PrivateMariaDb mariaDb = server.MariaDb;

    [Fact]
    public async Task A_restart_of_the_database_costs_503_at_worst_and_needs_no_restart_of_the_api()
    {
        await mariaDb.Start();
        await using var lane = await Lane.Start(new LaneSettings { MySql = mariaDb.ConnectionString });
        var community = await lane.NewCommunity();
        var people = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => lane.NewPerson()));
        using var enough = new CancellationTokenSource();
        var traffic = people.Select(person => KeepAsking(lane, person, community, enough)).ToList();

        await mariaDb.Stop();
        (await lane.Anyone.Get("/open/v1/units")).ShouldBeRefused(503, "service.busy");
        (await lane.Anyone.Get("/health/ready")).ShouldBe(503).Header("Retry-After").ShouldNotBeNull();
        (await lane.Anyone.Get("/health/live")).ShouldBe(200);
        await mariaDb.Start();
        await Wait.Until("the api serves again", async () => (await lane.Anyone.Get("/open/v1/units")).Status == 200);
        await enough.CancelAsync();

        foreach (var answer in (await Task.WhenAll(traffic)).SelectMany(answers => answers).Where(answer => answer.Status >= 400))
            answer.ShouldBeRefused(503, "service.busy");
        foreach (var person in people)
            (await lane.Sql.Count("registrations WHERE user_id = @Id AND kind = 'courier'", person)).ShouldBe(1);
        await mariaDb.Stop();
    }

    [Fact]
    public async Task An_api_that_is_started_before_its_database_becomes_ready_when_that_comes()
    {
        await using var lane = await Lane.Start(new LaneSettings { MySql = mariaDb.ConnectionString, AwaitReady = false });
        (await lane.Anyone.Get("/health/live")).ShouldBe(200);
        (await lane.Anyone.Get("/health/ready")).ShouldBe(503);
        (await lane.Anyone.Get("/open/v1/areas")).ShouldBeRefused(503, "service.busy");

        await mariaDb.Start();
        await lane.CreateDatabase();
        await lane.Part<Startup>().Ready;

        (await lane.Anyone.Get("/health/ready")).ShouldBe(200);
        (await lane.Anyone.Get("/open/v1/areas")).ShouldBe(200);
        (await (await lane.NewPerson()).Get("/api/v1/me")).ShouldBe(200);
        await mariaDb.Stop();
    }

    [Fact]
    public async Task An_api_whose_database_is_there_but_empty_yet_refuses_until_it_is_migrated()
    {
        await mariaDb.Start();
        await using var lane = await Lane.Start(new LaneSettings { MySql = mariaDb.ConnectionString, AwaitReady = false });

        // Unknown database: the server is there, what it should hold is not.
        (await lane.Anyone.Get("/open/v1/areas")).ShouldBeRefused(503, "service.busy");
        await lane.CreateDatabase();
        await lane.Part<Startup>().Ready;

        (await lane.Anyone.Get("/open/v1/areas")).ShouldBe(200);
        await mariaDb.Stop();
    }

    /// <summary>Reads, and one keyed write that is repeated with its key for as long as the test runs.</summary>
    private static async Task<List<Answer>> KeepAsking(Lane lane, Person person, Community community, CancellationTokenSource enough)
    {
        var answers = new List<Answer>();
        var key = Client.NewKey();
        while (!enough.IsCancellationRequested)
        {
            answers.Add(await lane.Anyone.Get("/open/v1/units"));
            answers.Add(await person.Get("/api/v1/me"));
            answers.Add(await person.Post("/api/v1/registrations", new { communityId = community.IdText, kind = "courier", realName = "林示例" }, key));
        }
        return answers;
    }

    public sealed class Server : IAsyncLifetime
    {
        private PrivateMariaDb? prepared;

        public PrivateMariaDb MariaDb => prepared ?? throw new InvalidOperationException("The class has not started.");

        public async ValueTask InitializeAsync() => prepared = await PrivateMariaDb.Prepare();

        public ValueTask DisposeAsync() => MariaDb.DisposeAsync();
    }
}
