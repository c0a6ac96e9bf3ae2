using System.ComponentModel.DataAnnotations;

namespace LinYuan.Api.Shared.Data;

/// <summary>Section "Database"; the connection string itself comes from ConnectionStrings:MySql.</summary>
public sealed record DatabaseOptions
{
    [Required(ErrorMessage = "ConnectionStrings:MySql is missing")]
    public string ConnectionString { get; set; } = "";

    /// <summary>Open connections that this process owns. More than a few per core only adds waiting inside the database.</summary>
    [Range(1, 200)]
    public int Connections { get; set; } = 16;

    /// <summary>How long a request waits for a free connection before it is answered with 503.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan WaitLimit { get; set; } = TimeSpan.FromSeconds(5);

    [Range(1, 60)]
    public int ConnectSeconds { get; set; } = 3;

    /// <summary>The server ends a statement that runs longer; a cancelled token would not stop it.</summary>
    [Range(1, 600)]
    public int StatementSeconds { get; set; } = 10;
}
