namespace LinYuan.Tests.Members.Deletion;

/// <summary>Counts, for each column of each table that holds numbers of things, the rows in which it is one person's.</summary>
internal sealed class PersonRows
{
    private readonly Lane lane;
    private readonly string union;

    private PersonRows(Lane lane, string union) => (this.lane, this.union) = (lane, union);

    public static async Task<PersonRows> In(Lane lane)
    {
        var columns = await lane.Sql.List<(string Table, string Column)>("""
            SELECT columns.table_name, columns.column_name FROM information_schema.columns
            JOIN information_schema.tables USING (table_schema, table_name)
            WHERE columns.table_schema = DATABASE() AND columns.data_type = 'bigint' AND tables.table_type = 'BASE TABLE'
            """);
        return new PersonRows(lane, string.Join("\nUNION ALL ", columns.Select(of =>
            $"SELECT '{of.Table}.{of.Column}' AS Place, COUNT(*) AS Found FROM {of.Table} WHERE {of.Column} = @id")));
    }

    public async Task<IReadOnlyDictionary<string, long>> Of(Person person) =>
        (await lane.Sql.List<(string Place, long Found)>(union, new { person.Id })).Where(row => row.Found > 0).ToDictionary(row => row.Place, row => row.Found);
}
