using LinYuan.Api.Features.Wishes.Counts;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Seeding.People;
using LinYuan.Seeding.Places;

namespace LinYuan.Seeding.Wishes;

/// <summary>Micro-wishes since 2017 with their claims, steps and openings of contacts.</summary>
internal static class WishStage
{
    /// <summary>Each concern has its own chance: the times move with the day of seeding, and must not change scores or texts.</summary>
    private const int TimeSeed = 161;
    private const int TextSeed = 162;
    private const int PeopleSeed = 163;
    private const int ContactSeed = 164;

    public static Stage Make(FieldCipher cipher, DateTimeOffset now) => new("wishes", IsThere, tx => Fill(tx, cipher, now));

    private static async Task<bool> IsThere(DbSession session) => await session.Scalar<long>(
        "SELECT COUNT(*) FROM wishes w JOIN users u ON u.id = w.author_id WHERE u.openid BETWEEN @first AND @last",
        new { first = DemoPeople.SeedOpenId(DemoPeople.Resident, 0), last = DemoPeople.SeedOpenId(DemoPeople.Resident, 99_999) }) > 0;

    private static async Task<string> Fill(Tx tx, FieldCipher cipher, DateTimeOffset now)
    {
        Dice people = new(PeopleSeed);
        var communities = await DemoAreas.Communities(tx);
        var authors = Neighbours.Authors(await DemoPeople.Seeded(tx, DemoPeople.Resident), people);
        var claimers = new Neighbours(await Members(tx, communities), people);
        var staff = await DemoPeople.FindStaff(tx);
        var plan = new WishPlan(
            new WishCalendar(new Dice(TimeSeed), now), new WishWriter(new Dice(TextSeed)), communities, authors, claimers, staff.For).Draw();
        await new WishRows(cipher, new Dice(ContactSeed)).Write(tx, plan);
        await WishCountStore.Correct(tx, [.. communities.Select(community => community.Place.CommunityId)]);
        var published = plan.Where(wish => wish.Times.Published is not null).ToList();
        return $"{published.Count(wish => !wish.Fate.IsCrowd())} wishes, {published.Count(wish => wish.Fate.IsCrowd())} crowd wishes, "
            + $"{plan.Count - published.Count} to review";
    }

    /// <summary>The seeded members in service: the demo ones start with nothing in hand.</summary>
    private static async Task<IEnumerable<Neighbour>> Members(Tx tx, IReadOnlyList<DemoCommunity> communities)
    {
        var numbers = communities.ToDictionary(community => community.Place.CommunityId, community => community.Number);
        var rows = await tx.List<MemberRow>("""
            SELECT r.user_id AS UserId, r.community_id AS CommunityId, r.decided_at AS Approved
            FROM registrations r JOIN users u ON u.id = r.user_id
            WHERE r.kind = 'inService' AND r.status = 'active' AND u.openid BETWEEN @first AND @last ORDER BY u.openid LIMIT 99999
            """, new { first = DemoPeople.SeedOpenId(DemoPeople.Member, 0), last = DemoPeople.SeedOpenId(DemoPeople.Member, 99_999) });
        return rows.Select(row => new Neighbour(row.UserId, numbers[row.CommunityId], row.Approved));
    }

    private sealed record MemberRow(long UserId, long CommunityId, DateTimeOffset Approved);
}
