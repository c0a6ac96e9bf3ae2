namespace LinYuan.Api.Shared.Jobs;

/// <summary>
/// Something that tidies up by the clock. A job can be run again at any moment, by any replica: its moves are guarded, and deadlines
/// are judged by those who read, so a late run does no harm.
/// </summary>
public interface IJob
{
    /// <summary>Under which its lease is kept: one of its own.</summary>
    string Name => GetType().Name;

    TimeSpan Every { get; }

    /// <summary>Does a bounded amount of work; the number of things that it changed.</summary>
    Task<int> Run(DateTimeOffset now, CancellationToken cancellation);
}
