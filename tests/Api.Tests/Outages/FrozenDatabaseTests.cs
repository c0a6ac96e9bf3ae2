using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace LinYuan.Tests.Outages;

/// <summary>A database that hangs: its connections stay open, new ones are accepted by the system, and nothing is answered.</summary>
public sealed class FrozenDatabaseTests(FrozenDatabaseTests.Server server) : IClassFixture<FrozenDatabaseTests.Server>
{
    private static readonly Dictionary<string, string> Limits = new()
    {
        ["Database:StatementSeconds"] = "1",
        ["Database:WaitLimit"] = "00:00:01",
        ["Outbox:Enabled"] = "true",
        ["Jobs:Enabled"] = "true",
    };

    private readonly PrivateMariaDb mariaDb = server.MariaDb;

    [Fact]
    public async Task Every_request_ends_while_the_database_hangs_and_all_goes_on_when_it_answers_again()
    {
        await using var lane = await Lane.Start(new LaneSettings { MySql = mariaDb.ConnectionString, Options = Limits });
        await using var replica = await Lane.Start(new LaneSettings { ReplicaOf = lane, Options = Limits });
        var community = await lane.NewCommunity();
        var people = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => lane.NewPerson()));
        var keys = people.Select(_ => Client.NewKey()).ToList();

        await mariaDb.Freeze();
        var asked = await Task.WhenAll(people.Select((person, at) => Register(person, community, keys[at]))
            .Concat(Enumerable.Range(0, 30).Select(_ => lane.Anyone.Get("/open/v1/units")))
            .Concat(Enumerable.Range(0, 30).Select(_ => replica.Anyone.Get("/open/v1/units"))));
        foreach (var each in new[] { lane, replica })
            (await each.Anyone.Get("/health/ready")).ShouldBe(503).Text("parts.database").ShouldBe("unhealthy");
        await mariaDb.Thaw();

        foreach (var answer in asked)
            answer.ShouldBeRefused(503, "service.busy");
        foreach (var each in new[] { lane, replica })
        {
            await Wait.Until("it is ready again", async () => (await each.Anyone.Get("/health/ready")).Status == 200);
            (await each.Anyone.Get("/open/v1/units")).ShouldBe(200);
        }
        for (var at = 0; at < people.Length; at++)
        {
            (await Register(people[at], community, keys[at])).ShouldBe(201);
            (await lane.Sql.Count("registrations WHERE user_id = @Id", people[at])).ShouldBe(1);
        }
    }

    [Fact]
    public async Task The_outbox_goes_on_after_the_database_hung()
    {
        await using var lane = await Lane.Start(new LaneSettings
        {
            MySql = mariaDb.ConnectionString,
            Options = Limits,
            Services = services => services.AddSingleton(new OutboxRoute("test", (_, _, _) => Task.FromResult(Delivery.Done))),
        });
        await mariaDb.Freeze();
        // Several turns of the loops meet the silence.
        for (var turn = 0; turn < 3; turn++)
            (await lane.Anyone.Get("/open/v1/units")).ShouldBeRefused(503, "service.busy");
        await mariaDb.Thaw();

        await Wait.Until("a message can be written", () => CanWrite(lane));

        await Wait.Until("it is delivered", async () => await lane.Sql.Count("outbox_messages WHERE kind = 'test' AND state = 'delivered'") == 1);
    }

    private static async Task<bool> CanWrite(Lane lane)
    {
        try
        {
            await lane.Part<Db>().InTransaction(tx => lane.Part<OutboxStore>().Add(tx, new OutboxMessage("test", 1, 1, "test"), lane.Clock.Now));
            return true;
        }
        catch (DatabaseUnavailableException)
        {
            return false;
        }
    }

    private static Task<Answer> Register(Person person, Community community, string key) =>
        person.Post("/api/v1/registrations", new { communityId = community.IdText, kind = "courier", realName = "林示例" }, key);

    public sealed class Server : IAsyncLifetime
    {
        private PrivateMariaDb? running;

        public PrivateMariaDb MariaDb => running ?? throw new InvalidOperationException("The class has not started.");

        public async ValueTask InitializeAsync() => running = await PrivateMariaDb.Run();

        public ValueTask DisposeAsync() => MariaDb.DisposeAsync();
    }
}
