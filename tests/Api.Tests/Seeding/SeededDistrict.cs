using System.Text;
using LinYuan.Tests.Stations;

namespace LinYuan.Tests.Seeding;

/// <summary>One api whose database was filled with the demo district, by the seeding program as it is shipped.</summary>
public sealed class SeededDistrict : IAsyncLifetime
{
    private static readonly string Keys = "demo:" + Convert.ToBase64String(Encoding.ASCII.GetBytes("a key for tests, never for data."));
    private Lane? lane;

    public Lane Lane => lane ?? throw new InvalidOperationException("The class has not started.");

    /// <summary>What the first run wrote to the terminal.</summary>
    public string Output { get; private set; } = "";

    public long DistrictId { get; private set; }

    public async ValueTask InitializeAsync()
    {
        lane = await Lane.Start(new LaneSettings { Options = new Dictionary<string, string>(StringComparer.Ordinal) { ["Privacy:Keys"] = Keys } });
        Output = await Seed();
        DistrictId = await lane.Sql.Value<long>("SELECT id FROM areas WHERE code = 'demo-d1'");
    }

    public ValueTask DisposeAsync() => lane is null ? ValueTask.CompletedTask : lane.DisposeAsync();

    /// <summary>Runs the program on the lane's database; gives what it wrote.</summary>
    public Task<string> Seed() => Tool.Run(
        "dotnet", [Program()], ("ConnectionStrings__MySql", TestServers.On(Lane.MySql, Lane.Name)), ("Privacy__Keys", Keys));

    /// <summary>The solution is built as one, so the program lies beside the tests, built in the same way.</summary>
    private static string Program()
    {
        var tests = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(tests.Parent!.Parent!.FullName, "Seeding", tests.Name, "seeding.dll");
        return File.Exists(program) ? program : throw new FileNotFoundException("The seeding program is not built: build Api.sln.", program);
    }
}
