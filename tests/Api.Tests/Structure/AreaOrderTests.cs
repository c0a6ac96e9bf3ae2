using System.Text.RegularExpressions;

namespace LinYuan.Tests.Structure;

/// <summary>Areas stand on one another and never in a circle; a class leans on few others.</summary>
public sealed partial class AreaOrderTests
{
    private const int MostDependencies = 8;

    /// <summary>From below upwards: an area sees those before it. What must run the other way is a notification that the higher one subscribes to.</summary>
    private static readonly string[] Order =
    [
        "Areas", "Members", "WeChatPush", "Registrations", "Points", "Stations", "Wishes", "Clues", "CheckIns", "Photos", "Scans", "Rewards", "Messages",
        "Statistics",
    ];

    private static readonly IReadOnlyList<string> Files = Repository.Files("api");

    [Fact]
    public void An_area_sees_only_areas_that_stand_below_it()
    {
        var wrong = new List<string>();
        foreach (var (file, area) in Files.Select(file => (file, Area().Match(file))).Where(found => found.Item2.Success).Select(found => (found.file, found.Item2.Groups["area"].Value)))
        {
            Order.ShouldContain(area);
            wrong.AddRange(Seen().Matches(Repository.Read(file)).Select(match => match.Groups["area"].Value).Distinct()
                .Where(other => other != area && Array.IndexOf(Order, other) >= Array.IndexOf(Order, area))
                .Select(other => $"{file} sees {other}"));
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void No_class_takes_more_dependencies_than_a_reader_can_keep_in_mind() => typeof(Api.Shared.Http.ErrorCode).Assembly.GetTypes()
        .Where(type => type.Namespace?.StartsWith("LinYuan", StringComparison.Ordinal) == true && type.GetMethod("<Clone>$") is null)
        .SelectMany(type => type.GetConstructors().Select(constructor => (type.FullName, Count: constructor.GetParameters().Count(IsDependency))))
        .Where(found => found.Count > MostDependencies)
        .Select(found => $"{found.FullName}: {found.Count}")
        .ShouldBeEmpty();

    /// <summary>Values that a thing is made of are none.</summary>
    private static bool IsDependency(System.Reflection.ParameterInfo parameter) =>
        parameter.ParameterType is { IsValueType: false } type && type != typeof(string);

    [GeneratedRegex("^api/Features/(?<area>[A-Z][A-Za-z]+)/", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Area();

    [GeneratedRegex(@"LinYuan\.Api\.Features\.(?<area>[A-Z][A-Za-z]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Seen();
}
