using System.Data.Common;
using System.Diagnostics;
using LinYuan.Api.Shared.Data;

namespace LinYuan.Seeding;

/// <summary>One part of the demo data, written in one transaction: there whole, or not at all.</summary>
/// <param name="Name">What the progress line calls it.</param>
/// <param name="IsThere">Looks for a row that the stage always writes.</param>
/// <param name="Fill">Writes it and says what was written. It may be run again when the database had a conflict.</param>
internal sealed record Stage(string Name, Func<DbSession, Task<bool>> IsThere, Func<Tx, Task<string>> Fill)
{
    /// <summary>Fills the stage unless it is there, and prints one line about it.</summary>
    public async Task Run(Db db)
    {
        var started = Stopwatch.GetTimestamp();
        Console.Write($"  {Name,-14}");
        try
        {
            var told = await db.Read(IsThere) ? "already there" : await db.InTransaction(Fill);
            Console.WriteLine($"{told,-60}{Stopwatch.GetElapsedTime(started).TotalSeconds,6:0.0} s");
        }
        catch (DbException error)
        {
            Console.WriteLine("failed; nothing of it was kept");
            throw new SeedingException($"The database refused the {Name}: {error.Message}");
        }
    }
}
