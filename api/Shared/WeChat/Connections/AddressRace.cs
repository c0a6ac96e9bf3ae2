using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace LinYuan.Api.Shared.WeChat;

/// <summary>
/// Opens a connection to a host of several addresses: each is given a short head start before the next is tried beside it, and the first
/// that answers wins. One that lost to a later one, or failed, is tried last for a while: a dead address must not cost every call its
/// time limit.
/// </summary>
public sealed class AddressRace(INameResolver resolver, TimeProvider clock)
{
    private static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Avoidance = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<IPAddress, DateTimeOffset> lostAt = new();

    /// <exception cref="SocketException">No address took the connection.</exception>
    public async Task<Stream> Connect(DnsEndPoint host, CancellationToken cancel)
    {
        var addresses = (await resolver.Resolve(host.Host, cancel)).Distinct().OrderBy(IsAvoided).ToList();
        if (addresses.Count == 0)
            throw new SocketException((int)SocketError.HostNotFound);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        List<Runner> running = [];
        Exception? last = null;
        for (var next = 0; next < addresses.Count || running.Count > 0;)
        {
            if (next < addresses.Count)
                running.Add(new Runner(addresses[next], next, Open(new IPEndPoint(addresses[next++], host.Port), over.Token)));
            if (await FirstToEnd(running, isLast: next == addresses.Count, over.Token) is not { } ended)
                continue;
            running.Remove(ended);
            if (ended.Connecting.IsCompletedSuccessfully)
                return await Won(ended, running, over);
            Avoid(ended.Address);
            last = ended.Connecting.Exception?.InnerException;
            cancel.ThrowIfCancellationRequested();
        }
        throw last as SocketException ?? new SocketException((int)SocketError.HostUnreachable);
    }

    /// <summary>Null when the head start of the one that was begun last is over.</summary>
    private async Task<Runner?> FirstToEnd(List<Runner> running, bool isLast, CancellationToken over)
    {
        var headStart = Task.Delay(isLast ? Timeout.InfiniteTimeSpan : HeadStart, clock, over);
        var ended = await Task.WhenAny([.. running.Select(runner => runner.Connecting), headStart]);
        over.ThrowIfCancellationRequested();
        return running.Find(runner => runner.Connecting == ended);
    }

    private async Task<Stream> Won(Runner winner, List<Runner> losers, CancellationTokenSource over)
    {
        lostAt.TryRemove(winner.Address, out _);
        // Begun before the winner and still not there.
        losers.FindAll(loser => loser.Number < winner.Number).ForEach(loser => Avoid(loser.Address));
        await over.CancelAsync();
        foreach (var loser in losers)
            _ = loser.Connecting.ContinueWith(late => late.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        return new NetworkStream(await winner.Connecting, ownsSocket: true);
    }

    private static async Task<Socket> Open(IPEndPoint address, CancellationToken over)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, over);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Avoid(IPAddress address) => lostAt[address] = clock.GetUtcNow();

    private bool IsAvoided(IPAddress address) => lostAt.TryGetValue(address, out var at) && clock.GetUtcNow() - at < Avoidance;

    private sealed record Runner(IPAddress Address, int Number, Task<Socket> Connecting);
}
