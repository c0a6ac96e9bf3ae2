using LinYuan.Api.Shared.Cache;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Outbox;
using Microsoft.Extensions.DependencyInjection;
using WeChat.StandIn;

namespace LinYuan.Tests.Harness;

/// <summary>
/// One running api behind real Kestrel with all that it needs for itself alone: a database, keys in Redis, a WeChat stand-in, a clock
/// and logs. Background loops are off: <see cref="RunJobs"/> and <see cref="DeliverOutbox"/> do their work when a test says so.
/// Test classes borrow one by <see cref="LaneFixture"/>; <see cref="Start"/> makes one for a single test.
/// </summary>
public sealed partial class Lane : IAsyncDisposable
{
    private readonly RunningApi api;
    private readonly bool ownsWorld;

    private Lane(LaneSettings settings, string name, StandInServer weChat, FakeClock clock)
    {
        Name = name;
        WeChat = weChat;
        Clock = clock;
        ownsWorld = settings.ReplicaOf is null;
        MySql = settings.MySql ?? settings.ReplicaOf?.MySql ?? TestServers.MySql;
        Redis = settings.Redis ?? settings.ReplicaOf?.Redis ?? TestServers.Redis;
        Sql = new Sql(TestServers.On(MySql, Name));
        api = new RunningApi(this, settings);
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30) });
        Anyone = new Client(Http);
    }

    /// <summary>The database's name, and the prefix of the keys in Redis.</summary>
    public string Name { get; }

    /// <summary>The connection string of the server, whatever database it names.</summary>
    public string MySql { get; }

    public string Redis { get; }

    /// <summary>Where the photos are; shared with replicas.</summary>
    public string PhotoFolder => Path.Combine(Path.GetTempPath(), Name);

    public Sql Sql { get; }

    public FakeClock Clock { get; }

    public MemoryLogs Logs { get; } = new();

    public StandInServer WeChat { get; }

    /// <summary>What WeChat received, and the faults that it is to show.</summary>
    public StandInState StandIn => WeChat.State;

    /// <summary>Someone who is not signed in.</summary>
    public Client Anyone { get; }

    /// <summary>The api's own parts.</summary>
    public IServiceProvider Services => api.Services;

    internal HttpClient Http { get; }

    public static async Task<Lane> Start(LaneSettings? settings = null)
    {
        var wanted = settings ?? new LaneSettings();
        var first = wanted.ReplicaOf;
        var clock = first?.Clock ?? new FakeClock();
        var weChat = first?.WeChat ?? await StandInServer.Start(wanted.WeChat with { LoginsPerUserPerMinute = 1_000_000 }, clock);
        var lane = new Lane(wanted, first?.Name ?? $"linyuan_test_{Guid.NewGuid():N}", weChat, clock);
        if (wanted.AwaitReady && first is null)
            await lane.CreateDatabase();
        lane.Http.BaseAddress = lane.api.Listen();
        if (wanted.AwaitReady)
            await lane.Part<Startup>().Ready;
        // It connects in the background; a test must not depend on whether it has yet.
        if (wanted.AwaitReady && wanted.Redis is null)
            await Wait.Until("Redis is connected", () => lane.Part<RedisLink>().IsUp);
        return lane;
    }

    /// <summary>A part of the api by its type.</summary>
    public T Part<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>All parts of that type.</summary>
    public IEnumerable<T> Parts<T>() => Services.GetServices<T>();

    public async Task CreateDatabase()
    {
        await using var server = new Sql(TestServers.On(MySql, ""));
        await server.Execute($"CREATE DATABASE IF NOT EXISTS {Name} CHARACTER SET utf8mb4");
    }

    /// <summary>Runs the jobs that are due by the lane's clock; the number of jobs run.</summary>
    public Task<int> RunJobs() => Part<JobRunner>().RunDue(CancellationToken.None);

    /// <summary>Delivers messages until none is due; the number handled.</summary>
    public async Task<int> DeliverOutbox()
    {
        var all = 0;
        int some;
        do
        {
            some = await Part<OutboxWorker>().DeliverDue(CancellationToken.None);
            all += some;
        }
        while (some > 0);
        return all;
    }

    /// <summary>Takes away every message, of whatever state.</summary>
    public Task EmptyOutbox() => Sql.Execute("DELETE FROM outbox_messages");

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await api.DisposeAsync();
        await Sql.DisposeAsync();
        if (!ownsWorld)
            return;
        await WeChat.DisposeAsync();
        if (Directory.Exists(PhotoFolder))
            Directory.Delete(PhotoFolder, recursive: true);
        await DropDatabase();
    }

    private async Task DropDatabase()
    {
        try
        {
            await using var server = new Sql(TestServers.On(MySql, ""));
            await server.Execute($"DROP DATABASE IF EXISTS {Name}");
        }
        catch (MySqlException error)
        {
            // A private server may be gone already, and its data with it.
            TestContext.Current.SendDiagnosticMessage($"{Name} was not dropped: {error.Message}");
        }
    }
}
