using System.Text.Json;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Seeding.Places;

namespace LinYuan.Seeding.People;

/// <summary>报到: members in service, couriers, volunteers, floating members, and a few who wait for the staff.</summary>
internal sealed class RegistrationStage
{
    private const int Seed = 14;

    private static readonly string[] Skills =
        ["家电维修", "理发", "法律咨询", "医疗护理", "学业辅导", "心理疏导", "摄影", "水电维修", "驾驶", "书法", "烹饪", "搬运"];

    private static readonly string[] Platforms = ["外卖", "快递", "同城配送"];

    private readonly Dice dice = new(Seed);
    private readonly FieldCipher cipher;
    private readonly DateTimeOffset now;
    private readonly Rows registrations = new(
        "registrations", "user_id", "kind", "status", "district_id", "street_id", "community_id", "unit_id", "real_name_enc", "phone_enc",
        "phone_hash", "skills_enc", "platform_enc", "submitted_at", "decided_at", "decided_by");
    private readonly List<Entered> entered = [];

    private RegistrationStage(FieldCipher cipher, DateTimeOffset now) => (this.cipher, this.now) = (cipher, now);

    public static Stage Make(FieldCipher cipher, DateTimeOffset now) =>
        new("registrations", IsThere, tx => new RegistrationStage(cipher, now).Fill(tx));

    private static async Task<bool> IsThere(DbSession session) => await session.Scalar<long>(
        "SELECT COUNT(*) FROM registrations r JOIN users u ON u.id = r.user_id WHERE u.openid = @openId",
        new { openId = DemoPeople.SeedOpenId(DemoPeople.Member, 1) }) > 0;

    private async Task<string> Fill(Tx tx)
    {
        var communities = await DemoAreas.Communities(tx);
        var staff = await DemoPeople.FindStaff(tx);
        var pulls = communities.Select(community => (community, 0.7 + 0.7 * dice.Share())).ToList();
        var seats = new Queue<long>(await Seats(tx));
        var members = await Everyone(tx, DemoPeople.Member);
        foreach (var (index, person) in members.Index())
        {
            // The first ones of all communities in turn: a claim of the first days finds somebody near by.
            var community = person.IsDemo ? communities[0] : index < UserStage.Pioneers ? communities[index % communities.Count] : dice.Weighted(pulls);
            Add(person, RegistrationKind.InService, community, seats.Dequeue(), staff);
        }
        foreach (var person in await Everyone(tx, DemoPeople.Courier))
            Add(person, RegistrationKind.Courier, person.IsDemo ? communities[0] : dice.Weighted(pulls), unit: null, staff);
        foreach (var person in await DemoPeople.Seeded(tx, DemoPeople.Volunteer))
            Add(person, RegistrationKind.Volunteer, dice.Weighted(pulls), unit: null, staff);
        foreach (var person in await DemoPeople.Seeded(tx, DemoPeople.Floating))
            Add(person, RegistrationKind.Floating, dice.Weighted(pulls), unit: null, staff);
        var applicants = await DemoPeople.Seeded(tx, DemoPeople.Applicant);
        foreach (var (index, person) in applicants.Index())
            Add(person, index % 3 == 0 ? RegistrationKind.Courier : RegistrationKind.Volunteer, communities[index % 4 == 0 ? 0 : index], null, staff: null);
        await Write(tx);
        return $"{members.Count} members in service, {entered.Count - members.Count - applicants.Count} others, {applicants.Count} to review";
    }

    private static async Task<List<Person>> Everyone(Tx tx, string kind) =>
        [.. await DemoPeople.Seeded(tx, kind), .. await DemoPeople.Demo(tx, kind)];

    /// <summary>One entry for each member whom a unit counts as eligible, shuffled: whoever takes one cannot overfill a unit.</summary>
    private async Task<List<long>> Seats(Tx tx)
    {
        var units = await tx.List<UnitRow>("""
            SELECT u.id AS Id, u.eligible_members AS Eligible FROM units u JOIN areas a ON a.id = u.district_id
            WHERE a.code = @code ORDER BY u.id LIMIT 1000
            """, new { code = DemoAreas.DistrictCode });
        var seats = units.SelectMany(unit => Enumerable.Repeat(unit.Id, unit.Eligible)).ToList();
        dice.Shuffle(seats);
        return seats;
    }

    /// <param name="staff">Who approved it; null while it waits.</param>
    private void Add(Person person, RegistrationKind kind, DemoCommunity community, long? unit, DemoStaff? staff)
    {
        var phone = Names.Phone(entered.Count);
        var submitted = person.Since.AddMinutes(dice.Between(3, 40));
        var decided = staff is null ? (DateTimeOffset?)null : Earlier(submitted.AddMinutes(dice.Between(20, 40 * 60)));
        var status = staff is null ? RegistrationStatus.Submitted : RegistrationStatus.Active;
        registrations.Add(
            person.Id, kind.Word(), status.Word(), community.Place.DistrictId, community.Place.StreetId, community.Place.CommunityId, unit,
            cipher.Encrypt(RegistrationStore.NamePurpose, Names.Draw(dice)), cipher.Encrypt(RegistrationStore.PhonePurpose, phone),
            cipher.LookupHash(RegistrationStore.PhonePurpose, phone), cipher.EncryptIfAny(RegistrationStore.SkillsPurpose, SkillsOf(kind)),
            cipher.EncryptIfAny(RegistrationStore.PlatformPurpose, kind == RegistrationKind.Courier ? dice.Of(Platforms) : null),
            submitted, decided, staff?.For(community.Number));
        entered.Add(new Entered(person.Id, submitted, decided, staff?.For(community.Number)));
    }

    private DateTimeOffset Earlier(DateTimeOffset moment) => moment < now ? moment : now;

    private string? SkillsOf(RegistrationKind kind) => kind is RegistrationKind.InService or RegistrationKind.Volunteer && dice.Chance(0.5)
        ? JsonSerializer.Serialize(Enumerable.Range(0, dice.Between(1, 3)).Select(_ => dice.Of(Skills)).Distinct())
        : null;

    private async Task Write(Tx tx)
    {
        var ids = await registrations.WriteForIds(tx);
        Rows events = new("registration_events", "registration_id", "at", "action", "from_status", "to_status", "actor_id");
        var (submitted, active) = (RegistrationStatus.Submitted.Word(), RegistrationStatus.Active.Word());
        foreach (var (id, one) in ids.Zip(entered))
        {
            events.Add(id, one.SubmittedAt, RegistrationAction.Submit.Word(), null, submitted, one.UserId);
            if (one.DecidedAt is { } decidedAt)
                events.Add(id, decidedAt, RegistrationAction.Approve.Word(), submitted, active, one.DecidedBy);
        }
        await events.Write(tx);
    }

    private sealed record Entered(long UserId, DateTimeOffset SubmittedAt, DateTimeOffset? DecidedAt, long? DecidedBy);

    private sealed record UnitRow(long Id, int Eligible);
}
