using System.Data;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Dapper;

namespace LinYuan.Api.Shared.Data;

/// <summary>
/// Brings the schema to the newest embedded migration. Replicas may start together: a lock with a name lets one migrate while the
/// others wait. Every statement in a migration can be run again, since DDL is not transactional and a start may die in between.
/// </summary>
public sealed partial class Migrator(ConnectionPool pool, TimeProvider time, ILogger<Migrator> logger)
{
    private const string LockName = "linyuan.migrations";

    public async Task Migrate()
    {
        await using var connection = await pool.OpenAlone();
        try
        {
            if (!await IsUpToDate(connection))
                await MigrateUnderLock(connection);
        }
        catch (Exception error) when (connection.State != ConnectionState.Open || error is MySqlException { } busy && busy.IsBusy())
        {
            throw new DatabaseUnavailableException("the database broke off while migrating", error);
        }
    }

    private async Task MigrateUnderLock(MySqlConnection connection)
    {
        // Building an index on a large table takes longer than any request may.
        await connection.ExecuteAsync("SET SESSION /*M!100000 max_statement_time = 0 */ /*!80000 max_execution_time = 0 */");
        if (await connection.ExecuteScalarAsync<long?>("SELECT GET_LOCK(@LockName, 60)", new { LockName }, commandTimeout: 70) != 1)
            throw new DatabaseUnavailableException("another process has been migrating for over a minute");
        try
        {
            await connection.ExecuteAsync("""
                CREATE TABLE IF NOT EXISTS schema_migrations (
                  name varchar(100) NOT NULL PRIMARY KEY,
                  checksum char(64) NOT NULL,
                  applied_at datetime(6) NOT NULL
                ) DEFAULT CHARSET = utf8mb4
                """);
            var applied = await Applied(connection);
            foreach (var migration in Embedded().Where(migration => !applied.ContainsKey(migration.Name)))
                await Apply(connection, migration);
        }
        finally
        {
            await connection.ExecuteAsync("DO RELEASE_LOCK(@LockName)", new { LockName });
        }
    }

    private async Task Apply(MySqlConnection connection, Migration migration)
    {
        foreach (var statement in EndOfStatement().Split(migration.Sql).Where(text => !string.IsNullOrWhiteSpace(text)))
            await ApplyOnce(connection, statement);
        if (await Note(connection, migration))
            LogApplied(migration.Name);
    }

    /// <summary>
    /// False when another process has noted it meanwhile: the lock holds on one node only, and on a cluster two may have been given it.
    /// Every statement could be run twice, so nothing is lost.
    /// </summary>
    private async Task<bool> Note(MySqlConnection connection, Migration migration) => await connection.ExecuteAsync(
        "INSERT IGNORE INTO schema_migrations (name, checksum, applied_at) VALUES (@Name, @Checksum, @Now)",
        new { migration.Name, migration.Checksum, Now = time.GetUtcNow().UtcDateTime }) == 1;

    /// <summary>
    /// A column or an index that is there already was added, and one that is gone was dropped, by a start that died before it noted the
    /// migration: there is no statement for "add it if it is missing" that all servers know. One ALTER is done whole or not at all.
    /// </summary>
    private static async Task ApplyOnce(MySqlConnection connection, string statement)
    {
        try
        {
            await connection.ExecuteAsync(statement, commandTimeout: 600);
        }
        catch (MySqlException error) when (error.IsAlreadyDone())
        {
        }
    }

    private static async Task<bool> IsUpToDate(MySqlConnection connection)
    {
        var exists = await connection.ExecuteScalarAsync<long>(
            "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'schema_migrations'");
        if (exists == 0)
            return false;
        var applied = await Applied(connection);
        var embedded = Embedded().ToList();
        if (embedded.Find(migration => applied.GetValueOrDefault(migration.Name, migration.Checksum) != migration.Checksum) is { } changed)
            throw new ChangedMigrationException($"Migration {changed.Name} was changed after it had been applied; add a new one instead.");
        return embedded.TrueForAll(migration => applied.ContainsKey(migration.Name));
    }

    private static async Task<Dictionary<string, string>> Applied(MySqlConnection connection) =>
        (await connection.QueryAsync<(string Name, string Checksum)>("SELECT name, checksum FROM schema_migrations LIMIT 10000"))
        .ToDictionary(row => row.Name, row => row.Checksum);

    private static IEnumerable<Migration> Embedded()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order())
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var sql = reader.ReadToEnd();
            var name = resource[(resource.IndexOf("Migrations.", StringComparison.Ordinal) + "Migrations.".Length)..];
            yield return new Migration(name, sql, Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(sql))));
        }
    }

    [GeneratedRegex(@";[ \t]*\r?$", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EndOfStatement();

    [LoggerMessage(LogLevel.Information, "Migration {Name} applied")]
    private partial void LogApplied(string name);

    private sealed record Migration(string Name, string Sql, string Checksum);
}

/// <summary>A migration that this database has is not the one in the program: the database belongs to another version.</summary>
public sealed class ChangedMigrationException(string message) : Exception(message);
