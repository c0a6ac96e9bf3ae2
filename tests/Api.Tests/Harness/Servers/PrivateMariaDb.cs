using System.Diagnostics;

namespace LinYuan.Tests.Harness;

/// <summary>A MariaDB of one test's own. Its user may do anything, and comes over TCP from this machine only.</summary>
public sealed class PrivateMariaDb : PrivateServer
{
    private string Data => Path.Combine(Folder, "data");

    public string ConnectionString =>
        $"Server=127.0.0.1;Port={Port};User ID=linyuan;Password=test;Database=mysql;SslMode=Preferred;CharSet=utf8mb4;ConnectionTimeout=2";

    private static string Server => Program("LINYUAN_TEST_MARIADBD", "mariadbd");

    /// <summary>Makes the data directory; the server is not running yet.</summary>
    public static async Task<PrivateMariaDb> Prepare()
    {
        var server = new PrivateMariaDb();
        using var install = Run(new ProcessStartInfo("mariadb-install-db", [
            "--no-defaults", "--datadir=" + server.Data, "--auth-root-authentication-method=normal", "--skip-test-db",
            "--skip-name-resolve", .. AsRoot,
        ]));
        await install.WaitForExitAsync();
        if (install.ExitCode != 0)
            throw new InvalidOperationException($"mariadb-install-db ended with exit code {install.ExitCode}.");
        await File.WriteAllTextAsync(Path.Combine(server.Folder, "init.sql"), """
            CREATE USER IF NOT EXISTS linyuan@'127.0.0.1' IDENTIFIED BY 'test';
            GRANT ALL PRIVILEGES ON *.* TO linyuan@'127.0.0.1';
            """);
        return server;
    }

    public static async Task<PrivateMariaDb> Run()
    {
        var server = await Prepare();
        await server.Start();
        return server;
    }

    private static string[] AsRoot => Environment.UserName == "root" ? ["--user=root"] : [];

    protected override ProcessStartInfo Command() => new(Server, [
        "--no-defaults", "--datadir=" + Data, "--socket=../s", "--pid-file=" + Path.Combine(Folder, "pid"), "--bind-address=127.0.0.1",
        "--port=" + Port, "--skip-name-resolve", "--init-file=" + Path.Combine(Folder, "init.sql"), "--character-set-server=utf8mb4",
        "--default-time-zone=+00:00", "--innodb-buffer-pool-size=32M", "--innodb-log-file-size=8M", "--innodb-flush-log-at-trx-commit=0",
        "--innodb-doublewrite=0", "--skip-log-bin", .. AsRoot,
    ]);

    protected override async Task<bool> Answers()
    {
        if (!await AcceptsConnections())
            return false;
        try
        {
            await using var sql = new Sql(ConnectionString);
            return await sql.Value<int>("SELECT 1") == 1;
        }
        catch (MySqlException)
        {
            return false;
        }
    }
}
