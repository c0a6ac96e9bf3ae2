using System.Text;
using LinYuan.Api.Shared.Data;
using LinYuan.Benchmarks.Wishes;

namespace LinYuan.Benchmarks.Plans;

/// <summary>The plans that somebody has looked at and found good: one text file for each query, in one folder.</summary>
internal sealed class ApprovedPlans(string folder)
{
    /// <summary>Below the repository's root.</summary>
    public const string Folder = "tests/Api.Tests/Plans/approved";

    /// <summary>
    /// Runs the forms of one query through the tap and gives their plans as the file has them: a line for each form, and indented the
    /// statements' tables. Forms are the positions in a list.
    /// </summary>
    public static async Task<string> Describe(IEnumerable<WishQuery> forms, Db db, StatementTap tap, MySqlConnection explaining)
    {
        StringBuilder text = new();
        foreach (var form in forms)
        {
            // The first run opens the connection, whose own statements are not the query's.
            await db.Read(session => form.Run(session, 0));
            tap.Take();
            await db.Read(session => form.Run(session, 0));
            text.Append(form.Page).Append('\n');
            var statements = tap.Take();
            if (statements.Count == 0)
                text.Append("  no statement\n");
            foreach (var statement in statements.Select(Encoding.UTF8.GetString))
            {
                foreach (var line in await QueryPlan.Of(explaining, statement))
                    text.Append("  ").Append(line).Append('\n');
            }
        }
        return text.ToString();
    }

    /// <summary>Whether it is what the file says. If not, it is written beside the file as <c>.received.txt</c>; an older one is removed otherwise.</summary>
    public bool Accepts(string name, string plan)
    {
        var received = Path.Combine(folder, name + ".received.txt");
        var same = IsApproved(name, plan);
        if (same)
            File.Delete(received);
        else
            File.WriteAllText(received, plan);
        return same;
    }

    /// <summary>The same without writing anything.</summary>
    public bool IsApproved(string name, string plan)
    {
        var file = Path.Combine(folder, name + ".txt");
        return File.Exists(file) && File.ReadAllText(file).ReplaceLineEndings("\n") == plan;
    }

    /// <summary>The names of all files, so that one whose query is gone is noticed.</summary>
    public IReadOnlyList<string> Names() =>
    [
        .. Directory.EnumerateFiles(folder, "*.txt").Select(Path.GetFileName).OfType<string>()
            .Where(file => !file.EndsWith(".received.txt", StringComparison.Ordinal))
            .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal),
    ];
}
