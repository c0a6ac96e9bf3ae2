using System.Text;
using LinYuan.Benchmarks.Plans;

namespace LinYuan.Tests.Statements;

/// <summary>
/// What the server was sent, statement by statement: also those that begin and end a transaction, and each for itself of several that
/// went in one packet. Whoever sends them more cleverly has not sent fewer.
/// </summary>
internal static class SentStatements
{
    private const int Shown = 100;

    /// <summary>The statements since the last call, oldest first.</summary>
    public static IReadOnlyList<string> Since(StatementTap tap) =>
        [.. tap.Take().SelectMany(packet => Split(Encoding.Latin1.GetString(packet)))];

    public static string Listed(this IReadOnlyList<string> statements) => string.Join(
        '\n', statements.Select((statement, index) => $"{index + 1}. {(statement.Length > Shown ? statement[..Shown] + "…" : statement)}"));

    /// <summary>At the semicolons that stand outside of quotes, where a backslash hides the character behind it.</summary>
    private static IEnumerable<string> Split(string packet)
    {
        var (start, quote) = (0, '\0');
        for (var at = 0; at < packet.Length; at++)
        {
            if (quote != '\0' && packet[at] == '\\')
                at++;
            else if (quote != '\0')
                quote = packet[at] == quote ? '\0' : quote;
            else if (packet[at] is '\'' or '"' or '`')
                quote = packet[at];
            else if (packet[at] == ';')
            {
                yield return OneLine(packet[start..at]);
                start = at + 1;
            }
        }
        if (OneLine(packet[start..]) is { Length: > 0 } last)
            yield return last;
    }

    private static string OneLine(string statement) =>
        string.Join(' ', statement.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
