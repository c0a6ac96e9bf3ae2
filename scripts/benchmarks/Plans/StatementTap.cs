using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LinYuan.Benchmarks.Plans;

/// <summary>
/// Passes the bytes between a client and a MySQL server and keeps every statement as the server got it. What is explained or replayed is
/// then what the code really sends, whatever the driver made of it; nothing has to be built into the code for that. Tests also let it
/// refuse or change a statement, to play what a single server never does.
/// </summary>
internal sealed class StatementTap : IAsyncDisposable
{
    private const int HeaderLength = 4;
    private const byte QuitCommand = 1;
    private const byte QueryCommand = 3;

    private readonly TcpListener listener;
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<byte[]> statements = new();
    private readonly string host;
    private readonly int port;
    private readonly Task accepting;
    private int otherCommands;

    /// <param name="connectionString">Of the server behind it, whatever database it names.</param>
    /// <param name="listenOn">The port to listen on; 0 for a free one.</param>
    public StatementTap(string connectionString, int listenOn = 0)
    {
        listener = new TcpListener(IPAddress.Loopback, listenOn);
        MySqlConnectionStringBuilder target = new(connectionString);
        (host, port) = (target.Server, (int)target.Port);
        listener.Start();
        // Encrypted bytes could not be read; both ends are on this machine.
        target["SslMode"] = "Disabled";
        target["AllowPublicKeyRetrieval"] = true;
        target.Server = "127.0.0.1";
        target.Port = (uint)((IPEndPoint)listener.LocalEndpoint).Port;
        ConnectionString = target.ConnectionString;
        accepting = Accept();
    }

    /// <summary>Leads to the same server through the tap.</summary>
    public string ConnectionString { get; }

    /// <summary>How often the server was asked for something else than a statement's text: to prepare one, to reset, to answer a ping.</summary>
    public int OtherCommands => Volatile.Read(ref otherCommands);

    /// <summary>Says with which of the server's error numbers a statement is answered instead of being passed on; null passes it on.</summary>
    public Func<string, int?>? Refuses { get; set; }

    /// <summary>Says what is passed on instead of a statement.</summary>
    public Func<string, string>? Rewrites { get; set; }

    /// <summary>The statements since the last call, oldest first. One that was answered is among them.</summary>
    public IReadOnlyList<byte[]> Take()
    {
        List<byte[]> taken = [];
        while (statements.TryDequeue(out var statement))
            taken.Add(statement);
        return taken;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task Accept()
    {
        List<Task> passing = [];
        try
        {
            while (true)
                passing.Add(Pass(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(passing);
        }
    }

    private async Task Pass(TcpClient client)
    {
        using (client)
        using (TcpClient server = new())
        {
            try
            {
                await server.ConnectAsync(host, port, stop.Token);
                (client.NoDelay, server.NoDelay) = (true, true);
                var up = PassStatements(client.GetStream(), server.GetStream());
                var down = client.Connected ? server.GetStream().CopyToAsync(client.GetStream(), stop.Token) : Task.CompletedTask;
                await await Task.WhenAny(up, down);
            }
            catch (Exception error) when (error is OperationCanceledException or IOException or SocketException)
            {
                // Either end hung up; the other one is closed with it.
            }
        }
    }

    /// <summary>A packet is three bytes of length, a sequence number and the payload; a command begins a new sequence at 0.</summary>
    private async Task PassStatements(NetworkStream client, NetworkStream server)
    {
        var header = new byte[HeaderLength];
        while (await client.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, stop.Token) == HeaderLength)
        {
            var packet = new byte[HeaderLength + (header[0] | header[1] << 8 | header[2] << 16)];
            header.CopyTo(packet, 0);
            await client.ReadExactlyAsync(packet.AsMemory(HeaderLength), stop.Token);
            if (header[3] == 0 && packet.Length > HeaderLength && packet[HeaderLength] is not (QuitCommand or QueryCommand))
                Interlocked.Increment(ref otherCommands);
            if (header[3] == 0 && packet.Length > HeaderLength && packet[HeaderLength] == QueryCommand)
            {
                var statement = packet[(HeaderLength + 1)..];
                statements.Enqueue(statement);
                // A byte a character: a statement also holds bytes that are no text.
                var text = Encoding.Latin1.GetString(statement);
                if (Refuses?.Invoke(text) is { } number)
                {
                    await client.WriteAsync(Error(number), stop.Token);
                    continue;
                }
                if (Rewrites is not null)
                    packet = Packet(0, [QueryCommand, .. Encoding.Latin1.GetBytes(Rewrites(text))]);
            }
            await server.WriteAsync(packet, stop.Token);
        }
    }

    private static byte[] Error(int number) =>
        Packet(1, [0xFF, (byte)number, (byte)(number >> 8), .. "#HY000refused by the tap"u8]);

    private static byte[] Packet(byte sequence, byte[] payload) =>
        [(byte)payload.Length, (byte)(payload.Length >> 8), (byte)(payload.Length >> 16), sequence, .. payload];
}
