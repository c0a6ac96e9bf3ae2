using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using LinYuan.Benchmarks.CheckIns;
using LinYuan.Benchmarks.Servers;

namespace LinYuan.Benchmarks.Peer;

/// <summary>
/// The least that a claim is to the database: the key, the guarded move and, for who was first, the rows of a claim, by the peer's
/// statements over open connections, and nothing else.
/// </summary>
internal sealed class BareClaims : IAsyncDisposable
{
    /// <summary>The connections of an api with its default settings.</summary>
    private const int Connections = 16;

    /// <summary>An answer as long as one of ours.</summary>
    private static readonly string Answer = new('x', 1200);

    private readonly List<MySqlConnection> connections = [];
    private readonly Func<long> takeShare;
    private long last;

    private BareClaims(Func<long> takeShare) => this.takeShare = takeShare;

    /// <param name="database">Where the wishes are.</param>
    /// <param name="takeShare">Gives the number of the first claim of a run.</param>
    public static async Task<BareClaims> Open(BenchDatabase database, Func<long> takeShare)
    {
        BareClaims claims = new(takeShare);
        for (var number = 0; number < Connections; number++)
        {
            var connection = await database.Connect();
            await connection.ExecuteAsync("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
            claims.connections.Add(connection);
        }
        return claims;
    }

    public Task<double> Run(TimeSpan time)
    {
        last = takeShare() - 1;
        return Load.AtOnce(Connections, time, worker => Claim(connections[worker], Interlocked.Increment(ref last)));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in connections)
            await connection.DisposeAsync();
    }

    private static async Task Claim(MySqlConnection connection, long number)
    {
        var wish = PeerFill.FirstWish + PeerBench.Wishes - PeerBench.HotWishes + number / Wrk.Connections;
        var member = PeerFill.FirstMember + PeerBench.Members + number % PeerBench.HotMembers;
        var key = SHA256.HashData(Encoding.UTF8.GetBytes("bare-" + number.ToString(CultureInfo.InvariantCulture)));
        await connection.ExecuteAsync("START TRANSACTION");
        await Say(connection, "addKey", member, key, key);
        if ((await Say(connection, "claimWish", member, wish)).Rows == 0)
        {
            await connection.ExecuteAsync("ROLLBACK");
            return;
        }
        var claim = (await Say(connection, "addClaim", wish, member)).Id;
        await Say(connection, "setClaim", claim, wish);
        await Say(connection, "addEvent", wish, member);
        await Say(connection, "addReveal", wish, claim, member);
        await Say(connection, "addMessage", wish, member, "bare:" + claim.ToString(CultureInfo.InvariantCulture));
        await Say(connection, "keepAnswer", Answer, member, key);
        await connection.ExecuteAsync("COMMIT");
    }

    private static async Task<(int Rows, long Id)> Say(MySqlConnection connection, string name, params object[] values)
    {
        await using MySqlCommand command = new(PeerStatements.All[name], connection);
        foreach (var value in values)
            command.Parameters.Add(new MySqlParameter { Value = value });
        var rows = await command.ExecuteNonQueryAsync();
        return (rows, command.LastInsertedId);
    }
}
