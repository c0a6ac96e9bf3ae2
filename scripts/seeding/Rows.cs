using System.Globalization;
using Dapper;
using LinYuan.Api.Shared.Data;

namespace LinYuan.Seeding;

/// <summary>Rows for one table, gathered first and then written with few statements of many rows each.</summary>
internal sealed class Rows(string table, params string[] columns)
{
    private const int PerStatement = 500;

    private readonly List<object?[]> rows = [];

    public int Count => rows.Count;

    /// <summary>Values in the order of the columns.</summary>
    public void Add(params object?[] values)
    {
        if (values.Length != columns.Length)
            throw new ArgumentException($"{table} wants {columns.Length} values, not {values.Length}.", nameof(values));
        rows.Add(values);
    }

    /// <summary>Writes them in their order, for a table whose keys are given.</summary>
    public async Task Write(Tx tx)
    {
        foreach (var part in rows.Chunk(PerStatement))
            await tx.Execute(Sql(part.Length), Values(part));
    }

    /// <summary>Writes them in their order and gives the ids that the database chose.</summary>
    public async Task<IReadOnlyList<long>> WriteForIds(Tx tx)
    {
        // A statement whose number of rows is known gets its ids in one go: they follow one another at this distance, also on a cluster.
        var step = await tx.Scalar<long>("SELECT @@auto_increment_increment");
        List<long> ids = new(rows.Count);
        foreach (var part in rows.Chunk(PerStatement))
        {
            var first = await tx.Insert(Sql(part.Length), Values(part));
            ids.AddRange(part.Select((_, index) => first + index * step));
        }
        return ids;
    }

    private string Sql(int count) =>
        $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES {string.Join(", ", Enumerable.Range(0, count).Select(Tuple))}";

    private string Tuple(int row) => $"({string.Join(", ", columns.Select((_, column) => "@" + Name(row, column)))})";

    private DynamicParameters Values(object?[][] part)
    {
        DynamicParameters values = new();
        for (var row = 0; row < part.Length; row++)
        {
            for (var column = 0; column < columns.Length; column++)
                values.Add(Name(row, column), part[row][column]);
        }
        return values;
    }

    private static string Name(int row, int column) => string.Create(CultureInfo.InvariantCulture, $"r{row}c{column}");
}
