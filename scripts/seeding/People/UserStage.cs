using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Seeding.People;

/// <summary>Everyone's account, and the roles of the staff.</summary>
internal static class UserStage
{
    /// <summary>The first of a kind came on the first day, spread over all communities, so that early wishes have authors and claimers.</summary>
    public const int Pioneers = 240;

    private const int Seed = 13;

    public static Stage Make(DateTimeOffset now) => new("people", IsThere, tx => Fill(tx, now));

    private static async Task<bool> IsThere(DbSession session) => await session.Scalar<long>(
        "SELECT COUNT(*) FROM users WHERE openid = @openId", new { openId = DemoPeople.SeedOpenId(DemoPeople.Member, 1) }) > 0;

    private static async Task<string> Fill(Tx tx, DateTimeOffset now)
    {
        Dice dice = new(Seed);
        Rows users = new("users", "openid", "created_at");
        var settled = now - TimeSpan.FromDays(20);
        AddMany(users, DemoPeople.Member, DemoFigures.InServiceMembers - DemoPeople.DemoPerKind, Members(settled), dice);
        AddMany(users, DemoPeople.Resident, DemoFigures.Residents, Residents(settled), dice);
        AddMany(users, DemoPeople.Volunteer, DemoFigures.Volunteers, Residents(settled), dice);
        AddMany(users, DemoPeople.Floating, DemoFigures.FloatingMembers, new History(settled, [(new(2023, 3, 1), 1)]), dice);
        // A year and more ago, so that the check-ins of the last twelve months lie after them all.
        var couriers = new History(now - TimeSpan.FromDays(370), [(new(2023, 5, 1), 1)]);
        AddMany(users, DemoPeople.Courier, DemoFigures.Couriers - DemoPeople.DemoPerKind, couriers, dice);
        var applicants = new History(now - TimeSpan.FromHours(1), [(ChinaTime.LocalDay(now).AddDays(-3), 1)]);
        AddMany(users, DemoPeople.Applicant, DemoFigures.Applicants, applicants, dice);
        await users.Write(tx);
        var demo = await AddDemo(tx, now - TimeSpan.FromDays(400));
        return $"{users.Count} people, {demo} to sign in as, {await GiveRoles(tx, now)} staff roles";
    }

    private static void AddMany(Rows users, string kind, int count, History history, Dice dice)
    {
        for (var number = 1; number <= count; number++)
        {
            var early = number <= Pioneers && kind is DemoPeople.Member or DemoPeople.Resident;
            var since = early
                ? History.Morning(History.FirstDay).AddMinutes(9 * 60 + number)
                : History.Waking(history.At((number - dice.Share()) / count));
            users.Add(DemoPeople.SeedOpenId(kind, number), since < history.End ? since : history.End);
        }
    }

    /// <summary>Someone may have signed in as one of them before: that account is the one.</summary>
    private static async Task<int> AddDemo(Tx tx, DateTimeOffset since)
    {
        string[] openIds =
        [
            .. DemoPeople.Staff.Select(staff => staff.OpenId),
            .. DemoPeople.DemoOpenIds(DemoPeople.Member),
            .. DemoPeople.DemoOpenIds(DemoPeople.Resident),
            .. DemoPeople.DemoOpenIds(DemoPeople.Courier),
        ];
        foreach (var openId in openIds)
            await tx.Execute("INSERT IGNORE INTO users (openid, created_at) VALUES (@openId, @since)", new { openId, since });
        return openIds.Length;
    }

    private static async Task<int> GiveRoles(Tx tx, DateTimeOffset now)
    {
        foreach (var (openId, areaCode) in DemoPeople.Staff)
        {
            await tx.Execute("""
                INSERT IGNORE INTO staff_roles (user_id, area_id, role, granted_at)
                SELECT u.id, a.id, 'staff', @now FROM users u, areas a WHERE u.openid = @openId AND a.code = @areaCode
                """, new { openId, areaCode, now });
        }
        return DemoPeople.Staff.Count;
    }

    /// <summary>Most registered in the first years, when their units asked them to.</summary>
    private static History Members(DateTimeOffset end) => new(end,
    [
        (History.FirstDay, 0.38), (new(2018, 1, 1), 0.24), (new(2019, 1, 1), 0.18), (new(2020, 1, 1), 0.11), (new(2021, 1, 1), 0.09),
    ]);

    private static History Residents(DateTimeOffset end) => new(end,
    [
        (History.FirstDay, 0.16), (new(2018, 1, 1), 0.2), (new(2019, 1, 1), 0.19), (new(2020, 1, 1), 0.13), (new(2021, 1, 1), 0.32),
    ]);
}
