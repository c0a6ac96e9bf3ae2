using LinYuan.Benchmarks.CheckIns;
using LinYuan.Benchmarks.Stations;
using LinYuan.Benchmarks.Wishes;

namespace LinYuan.Benchmarks;

/// <summary>Measures what is promised about speed, on servers that the environment names. <c>scripts/bench</c> starts them.</summary>
internal static class BenchProgram
{
    private const string Usage = """
        benchmarks [wishes|check-in|nearest] [--quick]   without a name: all of them

        Settings from the environment:
          ConnectionStrings__MySql   a MariaDB whose user may create databases named linyuan_bench_…
          ConnectionStrings__Redis   a Redis
          LINYUAN_BENCH_API          the api.dll that check-ins are sent to
        """;

    private static readonly (string Name, Func<string, bool, Task> Run)[] All =
    [
        ("check-in", CheckInBench.Run),
        ("nearest", NearestBench.Run),
        ("wishes", WishBench.Run),
    ];

    public static async Task<int> Main(string[] args)
    {
        var quick = args.Contains("--quick");
        var names = args.Where(word => word != "--quick").ToList();
        if (names.Count > 1 || names.Exists(name => !Array.Exists(All, bench => bench.Name == name)))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }
        var server = Environment.GetEnvironmentVariable("ConnectionStrings__MySql")
            ?? throw new InvalidOperationException("ConnectionStrings__MySql is not set: run ./scripts/bench, which starts the servers and names them.");
        await MachineFacts.Print(server);
        foreach (var (_, run) in All.Where(bench => names.Count == 0 || names[0] == bench.Name))
            await run(server, quick);
        return 0;
    }
}
