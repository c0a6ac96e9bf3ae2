namespace LinYuan.Tests.Stations;

/// <summary>A station made for one test, as the staff of its area see it.</summary>
public sealed record MadeStation(string Id, string Code, string Name, Community Community, double Latitude, double Longitude);

public static class StationBuilder
{
    private const double MetersPerDegree = 6_371_009 * Math.PI / 180;

    /// <summary>Every day from midnight to midnight.</summary>
    public static readonly object[] AlwaysOpen = [new { days = new[] { 1, 2, 3, 4, 5, 6, 7 }, from = "00:00", to = "24:00" }];

    /// <summary>Somewhere on the globe, far from where other tests have their stations, in degrees with four decimals.</summary>
    public static (double Latitude, double Longitude) NewPlace() =>
        (Math.Round(Random.Shared.NextDouble() * 100 - 50, 4), Math.Round(Random.Shared.NextDouble() * 320 - 160, 4));

    /// <summary>A latitude so many metres further north.</summary>
    public static double NorthOf(double latitude, double meters) => Math.Round(latitude + meters / MetersPerDegree, 6);

    /// <summary>What staff enter; fields that are given replace the usual ones or come on top, and a null leaves a field out.</summary>
    public static Dictionary<string, object?> Body(Community community, params (string Field, object? Value)[] other)
    {
        var (latitude, longitude) = NewPlace();
        Dictionary<string, object?> body = new()
        {
            ["communityId"] = community.IdText,
            ["name"] = community.Name + "暖新驿站",
            ["address"] = "示例路 8 号",
            ["latitude"] = latitude,
            ["longitude"] = longitude,
            ["facilities"] = new[] { "rest", "water" },
            ["openingHours"] = AlwaysOpen,
            // Tests scatter their stations over the globe.
            ["confirmPlace"] = true,
        };
        foreach (var (field, value) in other)
            body[field] = value;
        return body.Where(pair => pair.Value is not null).ToDictionary();
    }

    /// <summary>A station of the community, entered by its staff over HTTP.</summary>
    public static async Task<MadeStation> NewStation(this Community community, params (string Field, object? Value)[] other)
    {
        var answer = (await (await community.Staff()).Post("/staff/v1/stations", Body(community, other))).ShouldBe(201);
        return new MadeStation(
            answer.Id, answer.Text("code")!, answer.Text("name")!, community, answer["latitude"].GetDouble(), answer["longitude"].GetDouble());
    }

    public static IReadOnlyList<string> Ids(this Answer answer) => [.. answer.Items.Select(item => item.GetProperty("id").GetString()!)];

    /// <summary>All pages of a list; between two pages the test may add rows.</summary>
    public static async Task<List<string>> AllPages(this Client client, string path, Func<Task>? between = null)
    {
        List<string> ids = [];
        string? next = null;
        do
        {
            if (next is not null && between is not null)
                await between();
            var page = (await client.Get(path + (next is null ? "" : "&after=" + next))).ShouldBe(200);
            ids.AddRange(page.Ids());
            next = page.Text("next");
        }
        while (next is not null);
        return ids;
    }
}
