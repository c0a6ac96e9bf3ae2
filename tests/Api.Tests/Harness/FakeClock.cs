namespace LinYuan.Tests.Harness;

/// <summary>
/// The time of day of one lane: it stands still until a test moves it, and only forward. Timestamps and timers stay real, so that
/// time-outs work while the clock stands.
/// </summary>
public sealed class FakeClock : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    private long ticks = Start.UtcTicks;

    public DateTimeOffset Now => GetUtcNow();

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        Interlocked.Add(ref ticks, by.Ticks);
    }
}
