using System.Diagnostics;

namespace LinYuan.Tests.Stations;

/// <summary>Programs of the machine that a test looks through: a QR scanner, a browser, the product's own tools.</summary>
public static class Tool
{
    /// <summary>Only ends a test whose program hangs.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>What the codes in a picture say, one a line.</summary>
    public static async Task<string> Scan(string pictureFile) =>
        (await Run("zbarimg", ["--raw", "--quiet", "--nodbus", pictureFile])).TrimEnd('\n');

    /// <summary>Draws a page as a screen of an A4 sheet's size would show it, 96 pixels an inch.</summary>
    public static Task Draw(string pageFile, string pictureFile, string scratchFolder) => Run(
        Environment.GetEnvironmentVariable("LINYUAN_TEST_CHROMIUM") is { Length: > 0 } named ? named : "chromium",
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", $"--user-data-dir={scratchFolder}", $"--screenshot={pictureFile}", "--window-size=794,1123", $"file://{pageFile}",
        ]);

    /// <summary>What the program wrote; fails with all that it said when it ends with another code than 0.</summary>
    public static async Task<string> Run(string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var command = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in environment)
            command.Environment[name] = value;
        using var process = Process.Start(command)!;
        using var ended = new CancellationTokenSource(Limit);
        await using var _ = ended.Token.Register(() => process.Kill(entireProcessTree: true));
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, $"{program} wrote:\n{output}\n{await errors}");
        return output;
    }
}
