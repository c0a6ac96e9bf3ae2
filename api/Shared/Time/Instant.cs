namespace LinYuan.Api.Shared.Time;

public static class Instant
{
    /// <summary>
    /// The current moment in UTC, cut to whole milliseconds: what is stored in datetime(6), put into an answer and read back
    /// is then the same value at every step.
    /// </summary>
    public static DateTimeOffset Now(this TimeProvider time)
    {
        var now = time.GetUtcNow();
        return new DateTimeOffset(now.Ticks - now.Ticks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
    }
}
