namespace LinYuan.Benchmarks.Peer;

/// <summary>The peer's statements by their names, read as the peer reads them.</summary>
internal static class PeerStatements
{
    private const string Mark = "-- name: ";

    public static IReadOnlyDictionary<string, string> All { get; } = EmbeddedSql.Read("peer-statements.sql")
        .Split(Mark).Skip(1)
        .Select(part => part.Split('\n', 2))
        .ToDictionary(part => part[0].Trim(), part => part[1].Trim().TrimEnd(';'), StringComparer.Ordinal);
}
