using Microsoft.Extensions.Time.Testing;

namespace LinYuan.Tests.Harness;

/// <summary>
/// The time of day of one lane: it stands still until a test moves it, and only forward. Timestamps and timers stay real, so that
/// time-outs work while the clock stands.
/// </summary>
public sealed class FakeClock() : FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero))
{
    public DateTimeOffset Now => GetUtcNow();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => System.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime, period);
}
