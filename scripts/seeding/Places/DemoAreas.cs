using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;

namespace LinYuan.Seeding.Places;

/// <summary>An urban community of the demo district; the number counts from 1.</summary>
internal sealed record DemoCommunity(int Number, Placement Place, string Name, string StreetName)
{
    /// <summary>The name without 社区, for names of what lies in it.</summary>
    public string ShortName => Name[..^2];
}

/// <summary>The demo district: invented, shaped as districts report themselves.</summary>
internal static class DemoAreas
{
    public const string DistrictCode = "demo-d1";
    public const string DistrictName = "云汀区";

    /// <summary>Streets, each with the names of its communities.</summary>
    public static readonly IReadOnlyList<(string Name, string[] Communities)> Streets =
    [
        ("临河街道", ["柳荫社区", "文汇社区", "桂园社区", "石桥社区", "春晖社区"]),
        ("青禾街道", ["禾苑社区", "丰和社区", "新民社区", "向阳社区", "书香社区"]),
        ("长桥街道", ["桥南社区", "桥北社区", "枫林社区", "水岸社区", "和平社区"]),
    ];

    public static string StreetCode(int number) => $"demo-s{number}";

    public static string CommunityCode(int number) => $"demo-c{number:00}";

    public static string GridCode(int community, int number) => $"demo-g{community:00}{number:00}";

    /// <summary>The district as a subtree, for the statistics.</summary>
    public static async Task<Subtree> DistrictOf(DbSession session) => new("district_id", await IdOf(session, DistrictCode));

    public static async Task<long> IdOf(DbSession session, string code) =>
        await session.Find<long?>("SELECT id FROM areas WHERE code = @code", new { code })
        ?? throw new SeedingException($"The area {code} of the demo district is missing.");

    public static async Task<IReadOnlyList<DemoCommunity>> Communities(DbSession session)
    {
        var rows = await session.List<CommunityRow>("""
            SELECT c.id AS Id, c.district_id AS DistrictId, c.street_id AS StreetId, c.name AS Name, s.name AS StreetName
            FROM areas c JOIN areas s ON s.id = c.street_id
            WHERE c.code BETWEEN 'demo-c01' AND 'demo-c99' ORDER BY c.code LIMIT 99
            """);
        return [.. rows.Select((row, index) =>
            new DemoCommunity(index + 1, new Placement(row.DistrictId, row.StreetId, row.Id), row.Name, row.StreetName))];
    }

    private sealed record CommunityRow(long Id, long DistrictId, long StreetId, string Name, string StreetName);
}
