using System.Globalization;
using System.Text;
using System.Text.Json;
using LinYuan.Benchmarks.Plans;
using LinYuan.Benchmarks.Servers;

namespace LinYuan.Benchmarks.CheckIns;

/// <summary>
/// The statements of one check-in as the database got them, with gaps where another courier's, station's or key's value goes. So the
/// bare loop runs what the api runs, also after the api has changed.
/// </summary>
internal sealed class RecordedCheckIn
{
    private const string BinaryLiteral = "_binary'";
    private static readonly string[] Openings = ["SET ", "SHOW ", "SELECT @@", "SELECT TIMEDIFF"];

    private readonly List<string> statements;
    private readonly Visit recorded;
    private readonly string checkInId;

    private RecordedCheckIn(List<string> statements, Visit recorded, string checkInId)
    {
        (this.statements, this.recorded, this.checkInId) = (statements, recorded, checkInId);
    }

    public int Count => statements.Count;

    /// <summary>
    /// Lets an api without background work answer two check-ins at one station through a tap; the second one counts, with all connections
    /// open and the station's visit noted, as most are.
    /// </summary>
    public static async Task<RecordedCheckIn> Make(BenchDatabase database, Visit first, Visit second)
    {
        await using StatementTap tap = new(database.ConnectionString);
        await using var api = await ApiProcess.Start(tap.ConnectionString, background: false);
        await first.Send(api.Http);
        tap.Take();
        using var answer = JsonDocument.Parse(await second.Send(api.Http));
        List<string> taken = [.. tap.Take().Select(Readable).Where(statement => !IsOpening(statement))];
        return new RecordedCheckIn(taken, second, answer.RootElement.GetProperty("id").GetString()!);
    }

    /// <summary>The statements for another visit.</summary>
    public IEnumerable<string> For(Visit visit)
    {
        var id = (9_500_000_000_000 + visit.Number).ToString(CultureInfo.InvariantCulture);
        foreach (var statement in statements)
        {
            yield return new StringBuilder(statement)
                .Replace(recorded.UserId.ToString(CultureInfo.InvariantCulture), visit.UserId.ToString(CultureInfo.InvariantCulture))
                .Replace(recorded.StationId.ToString(CultureInfo.InvariantCulture), visit.StationId.ToString(CultureInfo.InvariantCulture))
                .Replace(recorded.StationCode, visit.StationCode)
                .Replace(Visit.Sha(recorded.Token), Visit.Sha(visit.Token))
                .Replace(Visit.Sha(recorded.Key), Visit.Sha(visit.Key))
                .Replace(checkInId, id)
                .ToString();
        }
    }

    /// <summary>What sets up a new connection; the api does it once and not for each check-in.</summary>
    private static bool IsOpening(string statement) =>
        Openings.Any(opening => statement.StartsWith(opening, StringComparison.OrdinalIgnoreCase));

    /// <summary>Bytes between quotes are written as hexadecimal digits: a statement is sent as text, and bytes are no text.</summary>
    private static string Readable(byte[] statement)
    {
        var prefix = Encoding.ASCII.GetBytes(BinaryLiteral);
        StringBuilder text = new();
        var rest = statement.AsSpan();
        while (rest.IndexOf(prefix) is >= 0 and var at)
        {
            text.Append(Encoding.UTF8.GetString(rest[..at])).Append("x'");
            rest = rest[(at + prefix.Length)..];
            var length = AppendLiteral(text, rest);
            text.Append('\'');
            rest = rest[length..];
        }
        return text.Append(Encoding.UTF8.GetString(rest)).ToString();
    }

    /// <summary>Gives how many bytes the literal takes with its closing quote.</summary>
    private static int AppendLiteral(StringBuilder text, ReadOnlySpan<byte> rest)
    {
        for (var index = 0; ; index++)
        {
            var value = rest[index];
            if (value == '\'' && (index + 1 == rest.Length || rest[index + 1] != '\''))
                return index + 1;
            if (value is (byte)'\'' or (byte)'\\')
                value = value == '\\' ? Escaped(rest[++index]) : rest[++index];
            text.Append(value.ToString("x2"));
        }
    }

    private static byte Escaped(byte letter) => (char)letter switch
    {
        '0' => 0,
        'b' => 8,
        't' => 9,
        'n' => 10,
        'r' => 13,
        'Z' => 26,
        _ => letter,
    };
}
