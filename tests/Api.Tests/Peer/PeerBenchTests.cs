using LinYuan.Api.Shared.Privacy;
using LinYuan.Benchmarks.Peer;

namespace LinYuan.Tests.Peer;

/// <summary>What the benchmark takes for granted, so that a change of the schema is noticed before somebody measures.</summary>
public sealed class PeerBenchTests : IAsyncLifetime
{
    private const int Wishes = 40;
    private Lane? lane;

    public async ValueTask InitializeAsync() => lane = await Lane.Start();

    public async ValueTask DisposeAsync()
    {
        if (lane is not null)
            await lane.DisposeAsync();
    }

    [Fact]
    public async Task Filled_wishes_are_listed_and_filled_volunteers_claim_them()
    {
        await using (var connection = await lane!.Sql.Connect())
            await PeerFill.Run(connection, Wishes, members: 2, lane.Part<FieldCipher>(), lane.Clock.Now);
        var first = new Client(lane.Http) { Token = PeerFill.TokenOf(0) };
        var second = new Client(lane.Http) { Token = PeerFill.TokenOf(1) };

        (await lane.Anyone.Get(PeerFill.ListPath)).ShouldBe(200).Items.Count.ShouldBe(20);
        (await first.Post($"/api/v1/wishes/{PeerFill.FirstWish}/claim")).ShouldBe(200).Text("contact.phone").ShouldBe("13900000000");
        (await second.Post($"/api/v1/wishes/{PeerFill.FirstWish}/claim")).ShouldBeRefused(409, "wish.not_claimable");
        (await second.Post($"/api/v1/wishes/{PeerFill.FirstWish + Wishes - 1}/claim")).ShouldBe(200);
        (await lane.Sql.Value<long>("SELECT user_id FROM sessions ORDER BY user_id LIMIT 1")).ShouldBe(PeerFill.FirstMember);
    }

    [Fact]
    public async Task A_cursor_beyond_the_newest_wish_gives_the_first_page()
    {
        await using (var connection = await lane!.Sql.Connect())
            await PeerFill.Run(connection, Wishes, members: 1, lane.Part<FieldCipher>(), lane.Clock.Now);
        // As load/pages.lua writes 900000000000007.
        var beyond = await lane.Anyone.Get(PeerFill.ListPath + "&after=OTAwMDAwMDAwMDAwMDA3");

        beyond.ShouldBe(200).Body.ShouldBe((await lane.Anyone.Get(PeerFill.ListPath)).ShouldBe(200).Body);
    }

    [Fact]
    public async Task Each_statement_of_the_peer_fits_the_schema()
    {
        await using var connection = await lane!.Sql.Connect();
        foreach (var (name, statement) in PeerStatements.All)
        {
            string[] levels = statement.Contains("{level}", StringComparison.Ordinal) ? ["district", "street", "community"] : [""];
            foreach (var level in levels)
            {
                var sql = statement.Replace("{level}", level, StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal);
                await using MySqlCommand prepare = new($"PREPARE {name} FROM '{sql}'", connection);
                await Should.NotThrowAsync(prepare.ExecuteNonQueryAsync, name);
            }
        }
        PeerStatements.All.Count.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void The_peers_lock_file_names_no_registry() =>
        Repository.Read("scripts/benchmarks/Peer/package-lock.json").ShouldNotContain("\"resolved\"");
}
