namespace LinYuan.Api.Shared.Outbox;

/// <summary>Section "Outbox".</summary>
public sealed record OutboxOptions
{
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Must be longer than any delivery takes, time-outs included.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>After so many tries a message is dead and waits for staff: with the longest pause that is two days.</summary>
    public int Attempts { get; set; } = 100;

    /// <summary>The same for a message whose delivery always fails within this program.</summary>
    public int FaultAttempts { get; set; } = 8;

    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(10);

    public TimeSpan LongestRetry { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Messages leased at once. What is leased and not begun goes back untouched when the process stops or dies.</summary>
    public int Batch { get; set; } = 64;

    /// <summary>Messages under way at once, each to another person.</summary>
    public int Parallel { get; set; } = 8;

    /// <summary>What is under way when the process is to stop has so long to end; a send takes less.</summary>
    public TimeSpan Drain { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long word of a message that may have arrived is waited for.</summary>
    public TimeSpan AwaitWord { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>For so long staff see a message of which nobody knows whether it arrived; then it is let go.</summary>
    public TimeSpan KeepUncertain { get; set; } = TimeSpan.FromDays(3);

    /// <summary>A loop that settles nothing for so long is stuck, and the process is not ready.</summary>
    public TimeSpan StuckAfter { get; set; } = TimeSpan.FromMinutes(2);

    public TimeSpan Keep { get; set; } = TimeSpan.FromDays(90);
}
