using System.Security.Cryptography;

namespace LinYuan.Tests.Members.Deletion;

/// <summary>
/// Somebody who is staff of the district, a member and a courier, and has one of each thing that only its owner may touch: no role and no
/// missing thing stops an operation of theirs before it begins. Nobody depends on them, so that they may leave.
/// </summary>
internal sealed class Leaver
{
    private readonly LeaversWorld world;
    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);

    private Leaver(LeaversWorld world, Person person)
    {
        this.world = world;
        Person = person;
    }

    public Person Person { get; }

    public static async Task<Leaver> Of(LeaversWorld world)
    {
        var person = world.Lane.Stranger();
        await person.SignIn();
        var leaver = new Leaver(world, person);
        await world.Lane.Sql.Execute(
            "INSERT INTO staff_roles (user_id, area_id, role, granted_at) VALUES (@Id, @DistrictId, 'staff', @Now)",
            new { person.Id, world.Community.DistrictId, world.Lane.Clock.Now });
        await leaver.OwnThings();
        return leaver;
    }

    /// <summary>The path with the ids of the leaver's own things, or else of the world's.</summary>
    public string At(string pattern)
    {
        var id = ids.Concat(world.Ids).Where(entry => pattern.StartsWith(entry.Key, StringComparison.Ordinal))
            .OrderByDescending(entry => entry.Key.Length).Select(entry => entry.Value).FirstOrDefault();
        return pattern.Replace("{memberId}", world.Member.Id.ToString()).Replace("{communityId}", world.Community.IdText)
            .Replace("{pledgeId}", "1").Replace("{id}", id);
    }

    /// <summary>
    /// Rows are copied from those of other people: to make each over HTTP, for everyone who leaves, would take the time of a hundred calls.
    /// </summary>
    private async Task OwnThings()
    {
        var me = Person.Id;
        foreach (var registration in await world.Lane.Sql.List<long>(
            "SELECT MIN(id) FROM registrations WHERE status = 'active' AND kind IN ('inService', 'courier') GROUP BY kind"))
            await Copy("registrations", registration, ("user_id", me));
        foreach (var part in new[] { "confirm", "dispute", "withdraw", "submit", "appeal", "photos" })
            ids["/api/v1/wishes/{id}/" + part] = ids.GetValueOrDefault("wish") ?? (ids["wish"] = await Copy("wishes", world.Wish.Id, ("author_id", me)));
        ids["/api/v1/me/offers"] = await Copy("offers", world.Ids["offer"], ("user_id", me));
        ids["/api/v1/me/grid-worker-applications"] = await Copy("grid_workers", world.Ids["/staff/v1/grid-workers"], ("user_id", me));
        ids["/api/v1/redemptions"] = await Copy("redemptions", world.Ids["/staff/v1/redemptions"], ("user_id", me), ("code_hash", RandomNumberGenerator.GetBytes(32)));
        ids["/api/v1/photos"] = await Copy("photos", world.Ids["/api/v1/photos"], ("owner_id", me), ("name", Guid.NewGuid().ToString("N")));
        ids["/api/v1/teams"] = await Copy("teams", world.Ids["/staff/v1/teams"], ("leader_id", me), ("name", "队" + me), ("name_key", "队" + me));
        await OwnStationAndClues(me);
    }

    private async Task OwnStationAndClues(long me)
    {
        var station = await Copy("stations", world.Ids["/api/v1/stations"], ("keeper_id", me), ("code", "T" + me));
        ids["/api/v1/stations/{id}/photos"] = station;
        ids["/api/v1/me/station-work-orders"] = await Copy("station_work_orders", world.Ids["/staff/v1/station-work-orders"], ("station_id", station));
        ids["/api/v1/me/station-check-ins"] = await Copy("check_ins", world.Ids["/staff/v1/check-ins"], ("station_id", station));
        var reported = await Copy("clues", world.Ids["/api/v1/clues"], ("reporter_id", me));
        foreach (var part in new[] { "answer", "appeal", "call-back", "photos" })
            ids["/api/v1/clues/{id}/" + part] = reported;
        var owned = await Copy("clues", world.Clue.Id, ("owner_id", me));
        foreach (var part in new[] { "sign", "return", "ask-reporter", "extend", "resolve" })
            ids["/staff/v1/clues/{id}/" + part] = owned;
    }

    private async Task<string> Copy(string table, object id, params (string Column, object Value)[] changes)
    {
        var columns = world.ColumnsToCopy[table];
        var values = changes.ToDictionary(change => change.Column, change => change.Value);
        var chosen = columns.Select(column => values.ContainsKey(column) ? "@" + column : column);
        var parameters = values.Append(new("id", id)).ToDictionary(pair => pair.Key, pair => pair.Value);
        return (await world.Lane.Sql.Insert(
            $"INSERT INTO {table} ({string.Join(", ", columns)}) SELECT {string.Join(", ", chosen)} FROM {table} WHERE id = @id", parameters)).ToString();
    }
}
