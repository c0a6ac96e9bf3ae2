namespace LinYuan.Tests.Members.Deletion;

/// <summary>
/// Holds a person's row, so that whatever begins in that person's name or for that person waits; let go, those who wait come one after the
/// other as they came.
/// </summary>
internal sealed class HeldPerson : IAsyncDisposable
{
    private readonly Lane lane;
    private readonly Person person;
    private readonly MySqlConnection connection;
    private readonly MySqlTransaction hold;

    private HeldPerson(Lane lane, Person person, MySqlConnection connection, MySqlTransaction hold) =>
        (this.lane, this.person, this.connection, this.hold) = (lane, person, connection, hold);

    public static async Task<HeldPerson> Of(Lane lane, Person person)
    {
        var own = await lane.Sql.Connect();
        var transaction = await own.BeginTransactionAsync();
        await new MySqlCommand($"SELECT id FROM users WHERE id = {person.Id} FOR UPDATE", own, transaction).ExecuteScalarAsync();
        return new HeldPerson(lane, person, own, transaction);
    }

    /// <summary>Until so many wait for the row, or the newest of them has ended without waiting.</summary>
    public Task Waits(int count, Task<Answer> newest) => Wait.Until(
        "it waits for the person's row",
        async () => newest.IsCompleted || await lane.Sql.Count(
            "information_schema.processlist WHERE db = DATABASE() AND command = 'Query' AND info LIKE @statement",
            new { statement = $"%FROM users WHERE %id = {person.Id} AND %deleted_at IS NULL FOR UPDATE" }) >= count);

    public Task LetGo() => hold.CommitAsync();

    public async ValueTask DisposeAsync()
    {
        await hold.DisposeAsync();
        await connection.DisposeAsync();
    }
}
