using System.Globalization;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Wishes;
using LinYuan.Api.Shared.Data;
using LinYuan.Tests.Points;

namespace LinYuan.Tests.Seeding;

public sealed class SeedingTests(SeededDistrict district) : IClassFixture<SeededDistrict>
{
    private readonly Lane lane = district.Lane;

    [Fact]
    public async Task The_statistics_are_exactly_the_published_figures()
    {
        foreach (var query in new[] { "", $"?areaId={district.DistrictId}" })
        {
            var figures = (await lane.Anyone.Get("/open/v1/statistics" + query)).ShouldBe(200);

            (figures.Number("wishes.posted"), figures.Number("wishes.fulfilled")).ShouldBe((6230, 5870));
            (figures.Number("wishes.crowd.posted"), figures.Number("wishes.crowd.fulfilled")).ShouldBe((89, 87));
            figures.Number("stations.count").ShouldBe(152);
            var withdrawn = (int)await lane.Sql.Count("wishes WHERE is_crowd = 0 AND status = 'withdrawn' AND published_at IS NOT NULL");
            (figures.Number("wishes.open") + figures.Number("wishes.claimed") + figures.Number("wishes.unmet") + figures.Number("wishes.unconfirmed")
                + withdrawn).ShouldBe(6230 - 5870);
        }
        var members = (await lane.Anyone.Get($"/open/v1/statistics?areaId={district.DistrictId}"))["registrations.inService"];
        (members.GetProperty("registered").GetInt32(), members.GetProperty("eligible").GetInt32()).ShouldBe((3008, 3290));
        members.GetProperty("rate").GetDecimal().ShouldBe(91.43m);
        district.Output.ShouldContain("wishes 6230 posted, 5870 fulfilled");
    }

    [Fact]
    public async Task Parts_of_the_district_add_up_to_the_whole()
    {
        var streets = (await lane.Anyone.Get($"/open/v1/areas?parentId={district.DistrictId}")).ShouldBe(200).Items;
        streets.Count.ShouldBe(3);
        var communities = (await lane.Anyone.Get("/open/v1/areas?level=community&limit=100")).ShouldBe(200).Items;
        communities.Count.ShouldBe(15);
        (await lane.Sql.Count("areas WHERE level = 'grid'")).ShouldBeGreaterThanOrEqualTo(15);

        foreach (var parts in new[] { streets, communities })
        {
            var (wishes, stations, members) = (0, 0, 0);
            foreach (var part in parts)
            {
                var figures = (await lane.Anyone.Get($"/open/v1/statistics?areaId={part.GetProperty("id").GetString()}")).ShouldBe(200);
                wishes += figures.Number("wishes.posted");
                stations += figures.Number("stations.count");
                members += figures.Number("registrations.inService.registered");
            }
            (wishes, stations, members).ShouldBe((6230, 152, 3008));
        }
    }

    [Fact]
    public async Task A_second_run_finds_everything_there_and_changes_nothing()
    {
        var before = await Checksums();
        before.Count.ShouldBeGreaterThan(15);

        var output = await district.Seed();

        (await Checksums()).ShouldBe(before);
        foreach (var stage in new[] { "areas", "units", "people", "registrations", "stations", "wishes", "check-ins" })
            output.Split('\n').ShouldContain(line => line.TrimStart().StartsWith(stage) && line.Contains("already there"));
    }

    [Fact]
    public async Task The_ledger_adds_up()
    {
        (await lane.UnequalBalances()).ShouldBe(0);
        (await lane.SumOfAllEntries()).ShouldBe(0);
        (await lane.Sql.Count("point_balances")).ShouldBeGreaterThan(100);
        (await lane.Sql.Count(
            "check_ins c LEFT JOIN point_entries e ON e.source_kind = 'checkIn' AND e.source_id = c.id AND e.account_kind = 'user' AND e.account_id = c.user_id WHERE COALESCE(e.amount, 0) <> c.points"))
            .ShouldBe(0);
        (await lane.Sql.Count("check_in_days WHERE credited > 3")).ShouldBe(0);
    }

    [Theory]
    [InlineData("district", "demo-d1")]
    [InlineData("street1", "demo-s1")]
    [InlineData("community1", "demo-c01")]
    [InlineData("community2", "demo-c02")]
    public async Task Demo_staff_have_their_role_at_their_area(string name, string areaCode)
    {
        var area = (await lane.Sql.List<(long Id, string Name)>("SELECT id, name FROM areas WHERE code = @areaCode", new { areaCode })).Single();
        var staff = lane.Stranger(name);
        await staff.SignIn();

        var me = (await staff.Get("/api/v1/me")).ShouldBe(200);

        me["roles"].GetArrayLength().ShouldBe(1);
        (me.Text("roles.0.role"), me.Text("roles.0.areaId"), me.Text("roles.0.areaName")).ShouldBe(("staff", area.Id.ToString(), area.Name));
        (await staff.Get("/staff/v1/stations?limit=1")).ShouldBe(200).Items.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("member", "inService")]
    [InlineData("courier", "courier")]
    [InlineData("resident", null)]
    public async Task Demo_people_of_the_first_community_are_registered_as_their_name_says(string name, string? kind)
    {
        var community = await lane.Sql.Value<long>("SELECT id FROM areas WHERE code = 'demo-c01'");
        for (var number = 1; number <= 9; number++)
        {
            var person = lane.Stranger($"{name}{number}");
            await person.SignIn();
            var me = (await person.Get("/api/v1/me")).ShouldBe(200);
            me["roles"].GetArrayLength().ShouldBe(0);
            me["registrations"].GetArrayLength().ShouldBe(kind is null ? 0 : 1);
            if (kind is not null)
                (me.Text("registrations.0.kind"), me.Text("registrations.0.status"), me.Text("registrations.0.communityId"))
                    .ShouldBe((kind, "active", community.ToString()));
        }
    }

    [Fact]
    public async Task Names_phones_and_addresses_stand_in_no_table_readable()
    {
        var db = lane.Part<Db>();
        var userId = await lane.Sql.Value<long>("SELECT user_id FROM registrations ORDER BY id LIMIT 1 OFFSET 1500");
        var member = (await db.Read(session => lane.Part<RegistrationStore>().ListMine(session, userId, long.MaxValue, 1))).Single();
        var wishId = await lane.Sql.Value<long>("SELECT MAX(id) FROM wishes WHERE contact_enc IS NOT NULL");
        var contact = (await db.InTransaction(tx => lane.Part<WishStore>().FindContact(tx, wishId))).ShouldNotBeNull();

        foreach (var text in new[] { member.RealName, member.Phone.ShouldNotBeNull(), contact.Phone.ShouldNotBeNull(), contact.Address })
            (await Traces.Of(lane, text)).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_column_of_text_holds_anything_like_a_phone()
    {
        // A checksum in hexadecimal may hold any row of digits.
        var columns = await lane.Sql.List<(string Table, string Column)>(
            """
            SELECT table_name, column_name FROM information_schema.columns
            WHERE table_schema = @Name AND data_type IN ('char', 'varchar', 'text', 'mediumtext', 'longtext') AND column_name <> 'checksum'
            """, new { lane.Name });
        columns.Count.ShouldBeGreaterThan(20);
        foreach (var table in columns.GroupBy(column => column.Table, column => column.Column))
        {
            var anywhere = string.Join(" OR ", table.Select(column => $"`{column}` REGEXP '(^|[^0-9])1[3-9][0-9]{{9}}([^0-9]|$)'"));
            (await lane.Sql.Count($"`{table.Key}` WHERE {anywhere}")).ShouldBe(0, table.Key);
        }
    }

    [Fact]
    public async Task Stations_lie_around_one_town_with_hours_codes_and_the_four_facilities()
    {
        var all = (await lane.Anyone.Get("/open/v1/stations?limit=100")).ShouldBe(200);
        var centre = string.Create(
            CultureInfo.InvariantCulture, $"{all["items.0.latitude"].GetDouble()},{all["items.0.longitude"].GetDouble()}");
        all.Items.ShouldAllBe(station => station.GetProperty("openingHours").GetArrayLength() > 0 && station.GetProperty("facilities").GetArrayLength() >= 2);

        (await Stations.StationBuilder.AllPages(lane.Anyone, $"/open/v1/stations?near={centre}&radiusMeters=20000&limit=100")).Count.ShouldBe(152);
        foreach (var facility in new[] { "rest", "water", "heating", "charging" })
            (await lane.Anyone.Get($"/open/v1/stations?limit=100&facility={facility}")).ShouldBe(200).Items.Count.ShouldBe(100);
        (await lane.Sql.Count("stations WHERE code NOT REGEXP '^[2-9A-HJKMNP-Z]{8}$'")).ShouldBe(0);
    }

    /// <summary>Rows of each table and a sum over all their values. CHECKSUM TABLE will not do: it changes by itself where a generated column is null.</summary>
    private async Task<IReadOnlyList<string>> Checksums()
    {
        var columns = await lane.Sql.List<(string Table, string Column)>(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = @Name ORDER BY table_name, ordinal_position", new { lane.Name });
        List<string> sums = [];
        foreach (var table in columns.GroupBy(column => column.Table, column => column.Column))
        {
            var row = string.Join(", ", table.Select(column => $"COALESCE(HEX(`{column}`), '-')"));
            var sum = await lane.Sql.Value<decimal>($"SELECT COALESCE(SUM(CRC32(CONCAT_WS('|', {row}))), 0) FROM `{table.Key}`");
            sums.Add($"{table.Key}: {await lane.Sql.Count($"`{table.Key}`")} rows, {sum}");
        }
        return sums;
    }
}
