namespace LinYuan.Api.Shared.Data;

/// <summary>
/// Hears, after the commit, of every statement that may have changed something; whoever keeps what was read from those tables forgets it.
/// </summary>
/// <param name="IsWatched">Whether a statement names a table from which something is kept.</param>
/// <param name="Announce">Is told the watched statements of what was committed. It must not fail the request.</param>
public sealed record TablesChanged(Func<string, bool> IsWatched, Func<IReadOnlyCollection<string>, Task> Announce)
{
    /// <summary>For a program that keeps nothing.</summary>
    public static readonly TablesChanged Nobody = new(_ => false, _ => Task.CompletedTask);
}
