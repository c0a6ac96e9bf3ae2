using System.ComponentModel.DataAnnotations;

namespace LinYuan.Api.Shared.Data;

/// <summary>Section "Database"; the connection string itself comes from ConnectionStrings:MySql.</summary>
public sealed record DatabaseOptions
{
    /// <summary>What a statement may take beyond the server's own limit, on its way and back.</summary>
    private const int OnTheWaySeconds = 2;

    [Required(ErrorMessage = "ConnectionStrings:MySql is missing")]
    public string ConnectionString { get; set; } = "";

    /// <summary>Open connections that this process owns. More than a few per core only adds waiting inside the database.</summary>
    [Range(1, 200)]
    public int Connections { get; set; } = 16;

    /// <summary>How long a request waits for a connection, a free one or a new one, before it is answered with 503.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan WaitLimit { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>For how long a connection that nobody accepts is tried again; within <see cref="WaitLimit"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan RefusedLimit { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The server ends a statement that runs longer; a cancelled token would not stop it.</summary>
    [Range(1, 600)]
    public int StatementSeconds { get; set; } = 6;

    /// <summary>How long a statement waits for a row that another transaction holds. Waiting counts as running.</summary>
    [Range(1, 60)]
    public int LockSeconds { get; set; } = 3;

    /// <summary>A server that has not answered a statement or a COMMIT by then has hung: the connection is closed, the caller hears 503.</summary>
    public int AnswerSeconds => StatementSeconds + OnTheWaySeconds;
}
