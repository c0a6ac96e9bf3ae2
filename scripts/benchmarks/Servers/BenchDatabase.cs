using System.Security.Cryptography;
using Dapper;
using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.CheckIns;
using LinYuan.Api.Features.Members;
using LinYuan.Api.Features.Points;
using LinYuan.Api.Features.Registrations;
using LinYuan.Api.Features.Stations;
using LinYuan.Api.Features.Statistics;
using LinYuan.Api.Features.Wishes;
using LinYuan.Api.Shared.Cache;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LinYuan.Benchmarks.Servers;

/// <summary>A database of its own on the benchmark's server, empty and migrated, with the api's parts over it.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private BenchDatabase(string connectionString)
    {
        ConnectionString = connectionString;
        services = PartsOver(connectionString);
    }

    public static string PrivacyKeys { get; } = "bench:" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public string ConnectionString { get; }

    public IServiceProvider Services => services;

    public Db Db => Part<Db>();

    public static async Task<BenchDatabase> Create(string server, string name)
    {
        await using (MySqlConnection connection = new(server))
        {
            await connection.OpenAsync();
            await connection.ExecuteAsync($"DROP DATABASE IF EXISTS linyuan_bench_{name}; CREATE DATABASE linyuan_bench_{name} CHARACTER SET utf8mb4");
        }
        BenchDatabase database = new(new MySqlConnectionStringBuilder(server) { Database = "linyuan_bench_" + name }.ConnectionString);
        await database.Part<Migrator>().Migrate();
        return database;
    }

    public T Part<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>The same parts over another way to the same database.</summary>
    public static ServiceProvider PartsOver(string connectionString)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:MySql"] = connectionString,
            ["ConnectionStrings:Redis"] = Environment.GetEnvironmentVariable("ConnectionStrings__Redis"),
            ["Privacy:Keys"] = PrivacyKeys,
            ["Database:Connections"] = "1",
            ["Database:StatementSeconds"] = "120",
        }).Build();
        return new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton(TimeProvider.System)
            .AddLogging()
            .AddDatabase(configuration).AddReadCache(configuration).AddPrivacy().AddSessions()
            .AddWeChat(configuration).AddBackgroundWork(configuration)
            .AddAreas().AddMembers().AddRegistrations().AddPoints().AddWishes().AddStations().AddCheckIns().AddStatistics()
            .BuildServiceProvider();
    }

    /// <summary>A connection past the api's parts; the caller disposes it.</summary>
    public async Task<MySqlConnection> Connect()
    {
        // User variables stand in no script; what begins with @ is a parameter.
        MySqlConnection connection = new(new MySqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
