using System.Globalization;
using LinYuan.Benchmarks.CheckIns;
using LinYuan.Benchmarks.Peer;
using LinYuan.Benchmarks.Stations;
using LinYuan.Benchmarks.Wishes;

namespace LinYuan.Benchmarks;

/// <summary>Measures what is promised about speed, on servers that the environment names. <c>scripts/bench</c> starts them.</summary>
internal static class BenchProgram
{
    private const string Usage = """
        benchmarks [wishes|check-in|nearest|peer] [--quick]   without a name: all of them

        Settings from the environment:
          ConnectionStrings__MySql   a MariaDB whose user may create databases named linyuan_bench_…
          ConnectionStrings__Redis   a Redis
          LINYUAN_BENCH_API          the api.dll that requests are sent to
          LINYUAN_BENCH_LOGS         the folder for the logs of what is started
          LINYUAN_BENCH_PEER         the folder of the peer, with its packages
        """;

    private static readonly (string Name, Func<string, bool, Task> Run)[] All =
    [
        ("check-in", CheckInBench.Run),
        ("nearest", NearestBench.Run),
        ("peer", PeerBench.Run),
        ("wishes", WishBench.Run),
    ];

    public static async Task<int> Main(string[] args)
    {
        // The peer's benchmark starts this same program beside itself.
        if (args is [BareEndpoint.Word, var port, var like])
        {
            await BareEndpoint.Serve(int.Parse(port, CultureInfo.InvariantCulture), new Uri(like));
            return 0;
        }
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
