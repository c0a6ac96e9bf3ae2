using System.Runtime.InteropServices;
using Dapper;

namespace LinYuan.Benchmarks;

/// <summary>What the figures were measured on; without it they say nothing.</summary>
internal static class MachineFacts
{
    public static async Task Print(string connectionString)
    {
        await using MySqlConnection connection = new(connectionString);
        await connection.OpenAsync();
        var server = await connection.ExecuteScalarAsync<string>("SELECT VERSION()");
        var pool = await connection.ExecuteScalarAsync<long>("SELECT @@innodb_buffer_pool_size") >> 20;
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30);
        Report.Line($"{Environment.ProcessorCount} processors ({Processor()}), {memory:0} GB, {RuntimeInformation.OSDescription}");
        Report.Line($"{RuntimeInformation.FrameworkDescription}, {server} with a buffer pool of {pool} MB");
        Report.Line("Database, api and load share these processors. Ratios are of one run; figures of two runs are not compared.");
    }

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[^1].Trim() ?? "unknown"
        : "unknown";
}
