using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Shared.Contract;

/// <summary>What the program does instead of serving: check its settings, migrate, or write the contract files.</summary>
public static class CommandLine
{
    private const string Usage = """
        api                     serves (settings by appsettings.json or environment; PORT, default 5080)
        api --check-config      says whether the settings are complete and exits 0 or 1
        api --migrate           brings the database's schema up to date and exits
        api --run-job NAME      does the work of one job now and exits; CompareWishCounts puts the counts of the statistics right
        api --write-contract D  writes openapi.json, errors.md and states.md into the folder D and exits
        """;

    public static bool WantsHelp(string[] args)
    {
        if (!args.Contains("--help") && !args.Contains("-h"))
            return false;
        Console.WriteLine(Usage);
        return true;
    }

    /// <summary>
    /// The exit code of a command that is done before any operation is built, or null when there is none: what is wrong with the settings
    /// must not keep it from saying so.
    /// </summary>
    public static async Task<int?> Prepare(WebApplication app, string[] args)
    {
        if (args.Contains("--check-config"))
            return CheckConfig(app);
        if (args.Contains("--migrate"))
            return CheckConfig(app) is not 0 and var bad ? bad : await Migrate(app);
        if (Array.IndexOf(args, "--run-job") is >= 0 and var named && named + 1 < args.Length)
            return await RunJob(app, args[named + 1]);
        return null;
    }

    /// <summary>The exit code once the contract is written, or null when the program is to serve.</summary>
    public static async Task<int?> WriteContract(WebApplication app, string[] args) =>
        Array.IndexOf(args, "--write-contract") is >= 0 and var at && at + 1 < args.Length ? await WriteContract(app, args[at + 1]) : null;

    private static int CheckConfig(WebApplication app)
    {
        try
        {
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            Console.WriteLine("The settings are complete.");
            return 0;
        }
        catch (Exception error) when (error is OptionsValidationException or AggregateException)
        {
            var problems = error is AggregateException many ? many.InnerExceptions.OfType<OptionsValidationException>() : [(OptionsValidationException)error];
            foreach (var problem in problems.SelectMany(invalid => invalid.Failures))
                Console.Error.WriteLine(problem);
            return 1;
        }
    }

    private static async Task<int> Migrate(WebApplication app)
    {
        try
        {
            await app.Services.GetRequiredService<Migrator>().Migrate();
            await app.Services.GetRequiredService<SealColumns>().Run();
            return 0;
        }
        catch (DatabaseUnavailableException error)
        {
            await Console.Error.WriteLineAsync($"The database could not be reached: {error.InnerException?.Message ?? error.Message}");
            return 1;
        }
        catch (ChangedMigrationException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }

    private static async Task<int> RunJob(WebApplication app, string name)
    {
        if (app.Services.GetServices<IJob>().FirstOrDefault(job => job.Name == name) is not { } job)
        {
            await Console.Error.WriteLineAsync($"There is no job {name}.");
            return 1;
        }
        Console.WriteLine($"{await job.Run(app.Services.GetRequiredService<TimeProvider>().Now(), CancellationToken.None)} changed.");
        return 0;
    }

    private static async Task<int> WriteContract(WebApplication app, string folder)
    {
        // Routes are complete only in a started host; it listens on a port of its own and needs no database.
        app.Urls.Clear();
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        foreach (var (name, text) in await ContractFiles.Make(app.Services))
            await File.WriteAllTextAsync(Path.Combine(folder, name), text);
        await app.StopAsync();
        return 0;
    }
}
