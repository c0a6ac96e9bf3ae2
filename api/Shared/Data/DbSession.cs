using Dapper;

namespace LinYuan.Api.Shared.Data;

/// <summary>Runs statements on an open connection; stores take it as their first parameter and never keep it.</summary>
public class DbSession
{
    private readonly MySqlConnection connection;

    private readonly TablesChanged changed;
    private List<string>? written;

    internal DbSession(PooledConnection pooled, TablesChanged changed) => (connection, this.changed) = (pooled.Connection, changed);

    /// <summary>Rows affected. The driver counts rows found, so a guarded UPDATE must change what it guards on.</summary>
    public Task<int> Execute(string sql, object? parameters = null)
    {
        Note(sql);
        return connection.ExecuteAsync(sql, parameters);
    }

    /// <summary>Runs one INSERT and gives the generated id, which the server's answer to it names.</summary>
    public async Task<long> Insert(string sql, object parameters)
    {
        Note(sql);
        var inserting = new NotedCommand(parameters);
        await connection.ExecuteAsync(sql, inserting);
        return inserting.Command!.LastInsertedId;
    }

    public Task<T?> Find<T>(string sql, object? parameters = null) => connection.QueryFirstOrDefaultAsync<T?>(sql, parameters);

    public async Task<IReadOnlyList<T>> List<T>(string sql, object? parameters = null) =>
        (await connection.QueryAsync<T>(sql, parameters)).AsList();

    public async Task<T> Scalar<T>(string sql, object? parameters = null)
        where T : struct => await connection.ExecuteScalarAsync<T>(sql, parameters);

    /// <summary>Tells of what this session wrote, once it is committed.</summary>
    internal Task AnnounceWrites() => written is null ? Task.CompletedTask : changed.Announce(written);

    private void Note(string sql)
    {
        if (changed.IsWatched(sql))
            (written ??= []).Add(sql);
    }

    /// <summary>Keeps the command that Dapper makes, since it alone knows the id.</summary>
    private sealed class NotedCommand(object parameters) : SqlMapper.IDynamicParameters
    {
        private readonly SqlMapper.IDynamicParameters given = parameters as SqlMapper.IDynamicParameters ?? new DynamicParameters(parameters);

        public MySqlCommand? Command { get; private set; }

        public void AddParameters(System.Data.IDbCommand command, SqlMapper.Identity identity)
        {
            Command = (MySqlCommand)command;
            given.AddParameters(command, identity);
        }
    }
}

/// <summary>A session inside a transaction. What must happen only if the transaction is committed goes to <see cref="AfterCommit"/>.</summary>
public sealed class Tx : DbSession
{
    private readonly List<Func<Task>> afterCommit = [];
    private readonly List<IEndOfTransaction> atTheEnd = [];

    internal Tx(PooledConnection pooled, TablesChanged changed)
        : base(pooled, changed)
    {
    }

    /// <summary>Registers work for after the commit: dropping caches, waking the outbox. It must not fail the request.</summary>
    public void AfterCommit(Func<Task> work) => afterCommit.Add(work);

    /// <summary>What the transaction gathers of one kind, to be written just before its commit.</summary>
    public T AtTheEnd<T>()
        where T : class, IEndOfTransaction, new()
    {
        if (atTheEnd.OfType<T>().FirstOrDefault() is { } gathered)
            return gathered;
        T begun = new();
        atTheEnd.Add(begun);
        return begun;
    }

    internal async Task WriteEnd()
    {
        foreach (var gathered in atTheEnd)
            await gathered.Write(this);
    }

    internal async Task RunAfterCommit()
    {
        await AnnounceWrites();
        foreach (var work in afterCommit)
            await work();
    }
}
