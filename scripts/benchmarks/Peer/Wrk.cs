using System.Diagnostics;
using System.Globalization;

namespace LinYuan.Benchmarks.Peer;

/// <param name="PerSecond">Answers a second, refusals among them.</param>
/// <param name="Answers">All of them.</param>
/// <param name="Refused">Answers with 409.</param>
/// <param name="Made">Requests that a script counted, also those that were not answered any more.</param>
internal sealed record WrkFigures(double PerSecond, long Answers, long Refused, long Made);

/// <summary>
/// Load by wrk, which costs the two processors little. Only on this machine, and for so long; whatever becomes of us, wrk ends by itself.
/// </summary>
internal static class Wrk
{
    public const int Connections = 64;

    /// <summary>A claim waits for those before it on a busy machine; that is no failure.</summary>
    private const int AnswerSeconds = 15;

    private static readonly TimeSpan LongestAfter = TimeSpan.FromSeconds(30);

    public static async Task<WrkFigures> Run(Uri url, TimeSpan time, string script, params string[] arguments)
    {
        if (!url.IsLoopback)
            throw new ArgumentException($"{url} is another machine.", nameof(url));
        string[] options =
            ["--threads=1", $"--connections={Connections}", $"--timeout={AnswerSeconds}s", $"--duration={time.TotalSeconds:0}s"];
        ProcessStartInfo start = new("wrk", [.. options, $"--script={script}", url.AbsoluteUri, "--", .. arguments])
        {
            UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = Path.Combine(PeerProcess.Folder, "load"),
        };
        using var wrk = Process.Start(start)!;
        try
        {
            var output = await wrk.StandardOutput.ReadToEndAsync().WaitAsync(time + LongestAfter);
            await wrk.WaitForExitAsync().WaitAsync(LongestAfter);
            return Read(output, url);
        }
        finally
        {
            if (!wrk.HasExited)
                wrk.Kill();
        }
    }

    private static WrkFigures Read(string output, Uri url)
    {
        var line = output.Split('\n').SingleOrDefault(line => line.StartsWith("figures ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"wrk did not come to its end over {url}: {output}");
        var figures = line.Split(' ').Skip(1).Select(word => long.Parse(word, CultureInfo.InvariantCulture)).ToList();
        var (answers, microseconds, refused, failed, made) = (figures[0], figures[1], figures[2], figures[3], figures[4]);
        // Something else would have been measured.
        if (failed > 0)
            throw new InvalidOperationException($"{failed} of {answers} answers of {url} are failures: {output}");
        return new WrkFigures(answers * 1e6 / microseconds, answers, refused, made);
    }
}
