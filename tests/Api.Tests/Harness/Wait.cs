using System.Diagnostics;

namespace LinYuan.Tests.Harness;

/// <summary>Waits for something that another process or thread does. The limit only ends a test that hangs; nothing is asserted about time.</summary>
public static class Wait
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Task Until(string what, Func<bool> holds) => Until(what, () => Task.FromResult(holds()));

    public static async Task Until(string what, Func<Task<bool>> holds)
    {
        var started = Stopwatch.GetTimestamp();
        using var tick = new PeriodicTimer(Step);
        while (!await holds())
        {
            if (Stopwatch.GetElapsedTime(started) > Limit)
                throw new TimeoutException($"Waited in vain until {what}.");
            await tick.WaitForNextTickAsync();
        }
    }
}
