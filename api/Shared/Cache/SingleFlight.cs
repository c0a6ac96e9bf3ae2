using System.Collections.Concurrent;

namespace LinYuan.Api.Shared.Cache;

/// <summary>Lets callers who want the same thing at the same time share one run of the work.</summary>
/// <remarks>A failed run fails all who waited for it and is not remembered: the next caller starts afresh.</remarks>
public sealed class SingleFlight<T>
{
    private readonly ConcurrentDictionary<string, Task<T>> running = new(StringComparer.Ordinal);

    /// <summary>
    /// The result of the run now under way for this name, or of a new one. The work must not depend on one caller's
    /// cancellation; a caller who gives up uses <see cref="Task{T}.WaitAsync(CancellationToken)"/> on the result.
    /// </summary>
    public Task<T> Run(string name, Func<Task<T>> work)
    {
        // Continuations run elsewhere: a hundred waiters must not run one after the other on the thread that did the work.
        var source = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var shared = running.GetOrAdd(name, source.Task);
        if (shared == source.Task) _ = Fly(name, work, source);
        return shared;
    }

    private async Task Fly(string name, Func<Task<T>> work, TaskCompletionSource<T> source)
    {
        try
        {
            var result = await work();
            running.TryRemove(name, out _);
            source.SetResult(result);
        }
        catch (Exception failure)
        {
            running.TryRemove(name, out _);
            source.SetException(failure);
        }
    }
}
