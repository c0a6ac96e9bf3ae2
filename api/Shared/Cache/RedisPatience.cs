namespace LinYuan.Api.Shared.Cache;

/// <summary>
/// Judges a Redis that is connected but silent: after a few time-outs in a row calls fail at once for a second,
/// then are tried again. Also spaces out the log lines about it.
/// </summary>
/// <remarks>Counts in real, monotonic time: it guards against a hanging peer, also while a test holds the injected clock still.</remarks>
public sealed class RedisPatience
{
    private const int TimeoutsInARow = 3;
    private const long RestMilliseconds = 1_000;
    private const long LogEveryMilliseconds = 30_000;

    private int timeouts;
    private long restUntil;
    private long quietUntil;

    public bool IsResting => Environment.TickCount64 < Volatile.Read(ref restUntil);

    public void Answered() => Volatile.Write(ref timeouts, 0);

    public void TimedOut()
    {
        if (Interlocked.Increment(ref timeouts) >= TimeoutsInARow)
            Volatile.Write(ref restUntil, Environment.TickCount64 + RestMilliseconds);
    }

    /// <summary>True for the first to ask in each 30 s.</summary>
    public bool MayLog()
    {
        var now = Environment.TickCount64;
        var quiet = Volatile.Read(ref quietUntil);
        return now >= quiet && Interlocked.CompareExchange(ref quietUntil, now + LogEveryMilliseconds, quiet) == quiet;
    }
}
