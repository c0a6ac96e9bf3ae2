namespace LinYuan.Tests.Members.Deletion;

/// <summary>What somebody else begins for a person who is just leaving comes to nothing.</summary>
public sealed class NamedWhileLeavingTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    [Fact]
    public async Task Nobody_is_given_a_part_whose_account_is_being_deleted()
    {
        var world = await LeaversWorld.Build(fixture.Lane);
        var rows = await PersonRows.In(fixture.Lane);
        var unit = world.Ids["/staff/v1/units"];
        (string Path, Func<string, object> Body)[] parts =
        [
            ($"/staff/v1/teams/{world.Ids["/staff/v1/teams"]}/members", id => new { memberId = id }),
            ("/staff/v1/teams", id => new { communityId = world.Community.IdText, name = "新队" + id[^4..], leaderId = id }),
            ($"/staff/v1/units/{unit}/secretaries", id => new { memberId = id }),
            ($"/staff/v1/stations/{world.Ids["/staff/v1/stations"]}/keeper", id => new { userId = id }),
            ($"/staff/v1/wishes/{world.Wish.Id}/offer-to", id => new { memberId = id }),
            ($"/staff/v1/clues/{world.Ids["/staff/v1/clues"]}/dispatch", id => new { ownerId = id }),
        ];
        var left = await LeftByDeletionAlone(world, unit, rows);
        foreach (var (path, body) in parts)
        {
            var leaver = await LeaverOf(world, unit);
            await using var held = await HeldPerson.Of(world.Lane, leaver.Person);
            var deletion = leaver.Person.Delete("/api/v1/me");
            await held.Waits(1, deletion);
            var named = world.Clue.District.Post(path, body(leaver.Person.Id.ToString()));
            await held.Waits(2, named);
            named.IsCompleted.ShouldBeFalse(path);
            await held.LetGo();

            (await deletion).ShouldBe(204);
            (await named).Status.ShouldBeOneOf(400, 409);
            (await rows.Of(leaver.Person)).OrderBy(row => row.Key).ShouldBe(left.OrderBy(row => row.Key), path);
        }
    }

    private static async Task<IReadOnlyDictionary<string, long>> LeftByDeletionAlone(LeaversWorld world, string unit, PersonRows rows)
    {
        var leaver = await LeaverOf(world, unit);
        (await leaver.Person.Delete("/api/v1/me")).ShouldBe(204);
        return await rows.Of(leaver.Person);
    }

    /// <summary>A member of the unit, so that only the deletion stands against each part.</summary>
    private static async Task<Leaver> LeaverOf(LeaversWorld world, string unit)
    {
        var leaver = await Leaver.Of(world);
        await world.Lane.Sql.Execute(
            "UPDATE registrations SET unit_id = @unit WHERE user_id = @Id AND kind = 'inService'", new { unit, leaver.Person.Id });
        return leaver;
    }
}
