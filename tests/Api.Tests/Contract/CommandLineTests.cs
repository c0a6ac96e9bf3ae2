using System.Diagnostics;

namespace LinYuan.Tests.Contract;

/// <summary>The program as an operator starts it, in a process of its own.</summary>
public sealed class CommandLineTests
{
    private static readonly Dictionary<string, string> Complete = new(StringComparer.Ordinal)
    {
        ["ConnectionStrings__MySql"] = "Server=127.0.0.1;User ID=nobody;Database=nothing",
        ["ConnectionStrings__Redis"] = "127.0.0.1:1",
        ["Privacy__Keys"] = "k1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
        ["WeChat__AppId"] = "wx-of-a-test",
        ["WeChat__Secret"] = "secret-of-a-test",
        ["PublicBaseUrl"] = "https://linyuan.example",
    };

    [Fact]
    public async Task Complete_settings_are_found_complete_without_any_server()
    {
        var (exitCode, output) = await Run(Complete, "--check-config");

        exitCode.ShouldBe(0, output);
    }

    [Theory]
    [InlineData("ConnectionStrings__MySql", "ConnectionStrings:MySql")]
    [InlineData("ConnectionStrings__Redis", "ConnectionStrings:Redis")]
    [InlineData("Privacy__Keys", "Privacy:Keys")]
    [InlineData("WeChat__AppId", "WeChat:AppId")]
    [InlineData("WeChat__Secret", "WeChat:Secret")]
    public async Task A_missing_setting_is_named(string variable, string setting)
    {
        var (exitCode, output) = await Run(Complete.Where(entry => entry.Key != variable), "--check-config");

        exitCode.ShouldBe(1);
        output.ShouldContain(setting);
        output.ShouldNotContain("   at ");
        output.ShouldNotContain("secret-of-a-test");
    }

    [Theory]
    [InlineData("Database__Connections", "0")]
    [InlineData("Outbox__Attempts", "0")]
    [InlineData("WeChat__BaseAddress", "nowhere")]
    [InlineData("Sessions__Life", "00:00:01")]
    public async Task A_setting_out_of_its_range_is_refused(string variable, string value)
    {
        var (exitCode, output) = await Run(Complete.Append(new(variable, value)), "--check-config");

        exitCode.ShouldBe(1, output);
    }

    [Fact]
    public async Task Help_is_shown_without_any_setting()
    {
        var (exitCode, output) = await Run([], "--help");

        exitCode.ShouldBe(0);
        output.ShouldContain("--check-config");
    }

    [Fact]
    public async Task Migrating_without_a_database_ends_with_a_sentence()
    {
        var nowhere = Complete.Append(new("ConnectionStrings__MySql", $"Server=127.0.0.1;Port={TestServers.FreePort()};User ID=nobody;Database=nothing"));

        var (exitCode, output) = await Run(nowhere, "--migrate");

        exitCode.ShouldBe(1);
        output.ShouldContain("The database could not be reached");
        output.ShouldNotContain("   at ");
    }

    private static async Task<(int ExitCode, string Output)> Run(IEnumerable<KeyValuePair<string, string>> settings, string argument)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "api.dll"), argument])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Not the tests' own folder: settings stand beside the program, wherever it is started from.
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var inherited in Complete.Keys)
            start.Environment.Remove(inherited);
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(output));
    }
}
