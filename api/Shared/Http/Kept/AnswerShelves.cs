using System.Text.RegularExpressions;
using LinYuan.Api.Shared.Cache;
using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Shared.Http;

/// <summary>
/// Knows which kept answers are still true. Each shelf has a mark that stands in the names of its answers; when a table of the shelf
/// changes the mark is thrown away on every replica, and what bears the old one is never found again, also what was being made just then.
/// </summary>
public sealed class AnswerShelves(IEnumerable<AnswerShelf> shelves, IServiceProvider services)
{
    /// <summary>How long a replica may not know of a change that another could not tell it of.</summary>
    private static readonly TimeSpan Unheard = TimeSpan.FromSeconds(5);
    private readonly List<(string Name, Regex Tables)> watched = [.. shelves.Select(shelf => (shelf.Name, Naming(shelf.Tables)))];

    // Asked for late: the cache announces its drops through a database that announces its changes here.
    private ReadCache Cache => field ??= services.GetRequiredService<ReadCache>();

    public TablesChanged Changes => new(IsWatched, Drop);

    /// <summary>What the names of the shelf's answers bear now.</summary>
    public Task<string> MarkOf(string shelf) => Cache.GetOrLoad(MarkKey(shelf), () => Task.FromResult(Guid.NewGuid().ToString("N")));

    private bool IsWatched(string sql) => watched.Exists(shelf => shelf.Tables.IsMatch(sql));

    private async Task Drop(IReadOnlyCollection<string> statements)
    {
        foreach (var (name, tables) in watched)
        {
            if (statements.Any(tables.IsMatch))
                await Cache.Drop(MarkKey(name).Name);
        }
    }

    private static CacheKey MarkKey(string shelf) => new($"answers:{shelf}", Unheard, TimeSpan.Zero);

    /// <summary>A statement that only reads from a table beside the one that it changes counts as well: better made anew once too often.</summary>
    private static Regex Naming(IReadOnlyList<string> tables) =>
        new($@"\b({string.Join('|', tables)})\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
}
