using System.Text.RegularExpressions;

namespace LinYuan.Tests.Structure;

/// <summary>In an area that has a core, folders are modules: each has its namespace, and sees the core and nothing of the others.</summary>
public sealed partial class ModuleTests
{
    /// <summary>Areas whose folders still see each other; none may be added.</summary>
    private static readonly string[] NotYet = ["CheckIns", "Members", "Photos", "Points", "Registrations", "WeChatPush"];

    private static readonly IReadOnlyList<string> InModules =
    [
        .. Repository.Files("api").Where(file => Module().Match(file) is { Success: true } match
            && Directory.Exists(Path.Combine(Repository.Root, "api/Features", match.Groups["area"].Value, "Core"))),
    ];

    [Fact]
    public void There_are_areas_with_modules() => InModules.ShouldNotBeEmpty();

    [Fact]
    public void A_folder_is_a_namespace() => InModules
        .Where(file => !$"\n{Repository.Read(file)}".Contains($"\nnamespace LinYuan.Api.{file["api/".Length..file.LastIndexOf('/')].Replace('/', '.')};", StringComparison.Ordinal))
        .ShouldBeEmpty();

    [Fact]
    public void Siblings_see_the_core_and_nothing_of_each_other()
    {
        var wrong = new List<string>();
        foreach (var (file, here) in InModules.Select(file => (file, Module().Match(file))).Where(module => !NotYet.Contains(module.Item2.Groups["area"].Value)))
        {
            var others = Regex.Matches(
                Repository.Read(file), $@"LinYuan\.Api\.Features\.{here.Groups["area"].Value}\.(?<module>[A-Z]\w+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
            wrong.AddRange(others.Select(other => other.Groups["module"].Value)
                .Where(other => other != "Core" && other != here.Groups["module"].Value)
                .Select(other => $"{file} sees {other}"));
        }
        wrong.ShouldBeEmpty();
    }

    [GeneratedRegex("^api/Features/(?<area>[A-Z][A-Za-z]+)/(?<module>[A-Z][A-Za-z]+)/", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Module();
}
