using LinYuan.Api.Shared.Data;

namespace LinYuan.Seeding.People;

/// <summary>A person of the demo data, with the time of the first sign-in.</summary>
internal sealed record Person(long Id, string OpenId, DateTimeOffset Since)
{
    /// <summary>Someone whom a person trying the system signs in as: their own doings are left to them.</summary>
    public bool IsDemo => !OpenId.StartsWith(DemoPeople.SeedPrefix, StringComparison.Ordinal);
}

/// <summary>Staff of the four demo areas.</summary>
internal sealed record DemoStaff(long District, long Street1, long Community1, long Community2)
{
    /// <summary>Who decides the cases of a community.</summary>
    public long For(int community) => community switch
    {
        1 => Community1,
        2 => Community2,
        <= 5 => Street1,
        _ => District,
    };
}

/// <summary>The openids of the demo data, and the people behind them.</summary>
internal static class DemoPeople
{
    public const string SeedPrefix = "o_seed_";
    public const int DemoPerKind = 9;

    public const string Member = "member";
    public const string Resident = "resident";
    public const string Courier = "courier";
    public const string Volunteer = "volunteer";
    public const string Floating = "floating";
    public const string Applicant = "applicant";

    public static readonly IReadOnlyList<(string OpenId, string AreaCode)> Staff =
    [
        ("o_district", "demo-d1"), ("o_street1", "demo-s1"), ("o_community1", "demo-c01"), ("o_community2", "demo-c02"),
    ];

    /// <summary>The people whom api users sign in as, for example o_member1.</summary>
    public static IEnumerable<string> DemoOpenIds(string kind) => Enumerable.Range(1, DemoPerKind).Select(number => $"o_{kind}{number}");

    public static string SeedOpenId(string kind, int number) => $"{SeedPrefix}{kind}{number:00000}";

    /// <summary>The seeded people of a kind, in the order in which they came.</summary>
    public static Task<IReadOnlyList<Person>> Seeded(DbSession session, string kind) => session.List<Person>("""
        SELECT id AS Id, openid AS OpenId, created_at AS Since FROM users WHERE openid BETWEEN @first AND @last ORDER BY openid LIMIT 99999
        """, new { first = SeedOpenId(kind, 0), last = SeedOpenId(kind, 99_999) });

    public static Task<IReadOnlyList<Person>> Demo(DbSession session, string kind) => session.List<Person>("""
        SELECT id AS Id, openid AS OpenId, created_at AS Since FROM users WHERE openid IN @openIds ORDER BY openid LIMIT 99
        """, new { openIds = DemoOpenIds(kind) });

    public static async Task<DemoStaff> FindStaff(DbSession session)
    {
        var people = (await session.List<Person>(
                "SELECT id AS Id, openid AS OpenId, created_at AS Since FROM users WHERE openid IN @openIds LIMIT 99",
                new { openIds = Staff.Select(staff => staff.OpenId) }))
            .ToDictionary(person => person.OpenId, person => person.Id);
        return new DemoStaff(people["o_district"], people["o_street1"], people["o_community1"], people["o_community2"]);
    }
}
