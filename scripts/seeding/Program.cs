using System.Diagnostics;
using LinYuan.Api.Features.Statistics;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Seeding.Places;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LinYuan.Seeding;

/// <summary>Fills an empty database with a demo district. What is there already is left as it is.</summary>
internal static class SeedProgram
{
    private const string Usage = """
        seeding           writes the demo district into the database; parts that are there already are left as they are
        seeding --help    this text

        Settings from the environment, as the api reads them:
          ConnectionStrings__MySql   the database; its schema is brought up to date first
          Privacy__Keys              the keys for names, phones, addresses and texts: those of the api that is to read them
        """;

    public static async Task<int> Main(string[] args)
    {
        if (args is ["-h" or "--help"])
        {
            Console.WriteLine(Usage);
            return 0;
        }
        if (args.Length > 0)
        {
            await Console.Error.WriteLineAsync($"Unknown option {args[0]}; see --help.");
            return 2;
        }
        await using var services = Services();
        try
        {
            return await Seed(services);
        }
        catch (Exception error) when (error is OptionsValidationException or DatabaseUnavailableException or SeedingException)
        {
            await Console.Error.WriteLineAsync(
                error is DatabaseUnavailableException ? $"The database cannot be used: {error.InnerException?.Message ?? error.Message}" : error.Message);
            return 1;
        }
    }

    private static async Task<int> Seed(IServiceProvider services)
    {
        var started = Stopwatch.GetTimestamp();
        _ = services.GetRequiredService<FieldCipher>();
        await services.GetRequiredService<Migrator>().Migrate();
        var db = services.GetRequiredService<Db>();
        await db.Read(session => RunStages(session, services, db));
        await PrintFigures(services, db);
        Console.WriteLine($"Demo data ready ({Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s).");
        return 0;
    }

    private static async Task<bool> RunStages(DbSession session, IServiceProvider services, Db db)
    {
        // Two runs at once would both find the same stage missing and write it twice.
        if (await session.Find<long?>("SELECT GET_LOCK('linyuan.seeding', 0)") != 1)
            throw new SeedingException("Another seeding is running on this database.");
        try
        {
            foreach (var stage in DemoStages.All(services))
                await stage.Run(db);
        }
        finally
        {
            await session.Execute("DO RELEASE_LOCK('linyuan.seeding')");
        }
        return true;
    }

    /// <summary>What the public statistics say of the district, counted from its rows.</summary>
    private static async Task PrintFigures(IServiceProvider services, Db db)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var figures = await db.Read(async session =>
            await services.GetRequiredService<StatisticsStore>().Count(session, await DemoAreas.DistrictOf(session), now));
        var (wishes, people, stations) = (figures.Wishes, figures.Registrations, figures.Stations);
        Console.WriteLine($"""
              wishes {wishes.Posted} posted, {wishes.Fulfilled} fulfilled, {wishes.Open} open, {wishes.Claimed} claimed, {wishes.Unmet} unmet
              crowd wishes {wishes.Crowd.Posted} posted, {wishes.Crowd.Fulfilled} fulfilled
              half of the claims within {wishes.MedianHoursToClaim} h; {wishes.Satisfaction.Answered} of {wishes.Satisfaction.Asked} answered, {wishes.Satisfaction.Average} of 5 on average
              members in service {people.InService.Registered} of {people.InService.Eligible} ({people.InService.Rate} %), volunteers {people.Volunteers}, couriers {people.Couriers}
              stations {stations.Count}, check-ins {stations.CheckIns}
            """);
    }

    private static ServiceProvider Services()
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        return new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton(TimeProvider.System)
            .AddLogging()
            .AddDatabase(configuration)
            .AddPrivacy()
            .AddSingleton<StatisticsStore>()
            .BuildServiceProvider();
    }
}

/// <summary>Says in a sentence for the terminal why the demo data cannot be written.</summary>
internal sealed class SeedingException(string message) : Exception(message);
