using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Benchmarks.Plans;
using LinYuan.Benchmarks.Wishes;

namespace LinYuan.Tests.Plans;

/// <summary>A lane of its own with as many wishes as make the optimizer choose as in life, and a tap before its database.</summary>
public sealed class FilledLane : IAsyncLifetime
{
    private const int Wishes = 10_000;

    private StatementTap? tap;
    private Lane? lane;

    public async ValueTask InitializeAsync()
    {
        tap = new StatementTap(TestServers.MySql);
        lane = await Lane.Start(new LaneSettings { MySql = tap.ConnectionString, Options = new Dictionary<string, string> { ["Database:Connections"] = "1" } });
        await using var connection = await lane.Sql.Connect();
        await WishFill.Run(connection, Wishes, lane.Part<FieldCipher>(), lane.Clock.Now);
    }

    public async ValueTask DisposeAsync()
    {
        if (lane is not null)
            await lane.DisposeAsync();
        if (tap is not null)
            await tap.DisposeAsync();
    }

    /// <summary>The plan of each query, by its name.</summary>
    internal async Task<IReadOnlyDictionary<string, string>> Plans()
    {
        Dictionary<string, string> plans = new(StringComparer.Ordinal);
        await using var explaining = await new Sql(TestServers.On(TestServers.MySql, lane!.Name)).Connect();
        foreach (var query in new WishQueries(lane.Services, Wishes, lane.Clock.Now).All().GroupBy(query => query.Name, StringComparer.Ordinal))
            plans.Add(query.Key, await ApprovedPlans.Describe(query, lane.Part<Db>(), tap!, explaining));
        return plans;
    }
}
