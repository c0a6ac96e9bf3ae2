using System.Buffers.Text;
using System.Security.Cryptography;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Benchmarks.Plans;
using StackExchange.Redis;

namespace LinYuan.Tests.Shared.Sessions;

/// <summary>What tokens cost that nobody holds.</summary>
public sealed class UnknownTokenTests
{
    private const int Limit = 20;

    [Fact]
    public async Task Made_up_tokens_are_looked_up_to_a_limit_and_never_stored()
    {
        await using var tap = new StatementTap(TestServers.MySql);
        await using var lane = await Lane.Start(Limited() with { MySql = tap.ConnectionString });
        var person = await lane.NewPerson();
        tap.Take();
        var answers = new List<Answer>();
        for (var round = 0; round < 30; round++)
            answers.AddRange(await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => new Client(lane.Http) { Token = MadeUp() }.Get("/api/v1/me"))));

        answers.Count(answer => answer.Code == "session.expired").ShouldBeInRange(1, Limit + 200);
        answers.Where(answer => answer.Code != "session.expired").ShouldAllBe(answer => answer.Status == 429 && answer.Code == "rate.limited");
        // Beside the limit a few that were under way when it was reached; it was one for each of the 3,000, and a key in Redis.
        tap.Take().Count.ShouldBeInRange(1, Limit + 200);
        (await InRedis(lane, "caller:")).ShouldBeLessThanOrEqualTo(1);
        // Others behind the same address go on, in a session and into a new one; what is public is open to anyone.
        (await person.Get("/api/v1/me")).ShouldBe(200);
        (await (await lane.NewPerson()).Get("/api/v1/me")).ShouldBe(200);
        (await new Client(lane.Http) { Token = MadeUp() }.Get("/open/v1/units")).ShouldBe(200);
    }

    [Fact]
    public async Task Areas_that_are_not_there_are_not_stored_either()
    {
        await using var lane = await Lane.Start(Limited());

        for (var id = 0; id < 50; id++)
            (await lane.Anyone.Get($"/open/v1/wishes?areaId=77777{id}")).ShouldBeRefused(400, "request.invalid");

        (await InRedis(lane, "area:77777")).ShouldBe(0);
    }

    [Fact]
    public async Task A_token_that_we_gave_out_and_whose_session_has_ended_is_no_made_up_one()
    {
        await using var lane = await Lane.Start(Limited());
        var person = await lane.NewPerson();
        var token = person.Token;
        await person.SignOut();

        for (var number = 0; number < 3 * Limit; number++)
            (await new Client(lane.Http) { Token = token }.Get("/api/v1/me")).ShouldBeRefused(401, "session.expired");
    }

    [Fact]
    public async Task A_session_of_an_earlier_release_whose_token_bears_no_mark_lasts()
    {
        await using var lane = await Lane.Start(Limited());
        var person = await lane.NewPerson();
        var token = MadeUp();
        await lane.Sql.Execute("UPDATE sessions SET token_hash = @hash WHERE user_id = @Id", new { person.Id, hash = SessionToken.Hash(token) });

        for (var number = 0; number < 3 * Limit; number++)
            (await new Client(lane.Http) { Token = token }.Get("/api/v1/me")).ShouldBe(200);
    }

    private static LaneSettings Limited() => new() { Options = new Dictionary<string, string> { ["Http:UnknownTokensPerMinute"] = Limit.ToString() } };

    private static async Task<int> InRedis(Lane lane, string name)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(lane.Redis);
        var found = 0;
        await foreach (var _ in redis.GetServers()[0].KeysAsync(pattern: $"{lane.Name}*{name}*", pageSize: 1000))
            found++;
        return found;
    }

    private static string MadeUp() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
