using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;

namespace LinYuan.Benchmarks.CheckIns;

/// <summary>Two ways to make something happen often: as fast as so many at once can, or at a given rate.</summary>
internal static class Load
{
    /// <summary>Each worker does one thing after the other until the time is over; the number done a second.</summary>
    public static async Task<double> AtOnce(int workers, TimeSpan time, Func<int, Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        var done = 0;
        await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(started) < time)
            {
                await work(worker);
                Interlocked.Increment(ref done);
            }
        })));
        return done / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>
    /// Things fall due evenly and so many workers take them up. Each time counts from when it fell due, so that waiting for a free worker
    /// is part of it: that is what the one who waits feels.
    /// </summary>
    public static async Task<Times> Paced(double perSecond, int workers, TimeSpan time, Func<Task> work)
    {
        var due = Channel.CreateUnbounded<long>();
        ConcurrentQueue<double> taken = new();
        var all = Enumerable.Range(0, workers).Select(_ => Task.Run(async () =>
        {
            await foreach (var moment in due.Reader.ReadAllAsync())
            {
                await work();
                taken.Enqueue(Stopwatch.GetElapsedTime(moment).TotalMilliseconds);
            }
        })).ToList();
        var started = Stopwatch.GetTimestamp();
        var count = (long)(perSecond * time.TotalSeconds);
        for (var next = 0L; next < count;)
        {
            for (; next < count && Stopwatch.GetElapsedTime(started).TotalSeconds >= next / perSecond; next++)
                due.Writer.TryWrite(started + (long)(next / perSecond * Stopwatch.Frequency));
            await Task.Delay(1);
        }
        due.Writer.Complete();
        await Task.WhenAll(all);
        Times times = new();
        foreach (var one in taken)
            times.Add(one);
        return times;
    }
}
