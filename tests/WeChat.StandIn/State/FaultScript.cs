namespace WeChat.StandIn;

/// <summary>
/// What shall go wrong with the next <see cref="Count"/> calls of one path. An errcode or HTTP status is answered instead of the API's
/// effect; a delay (milliseconds of real time) comes after the effect; a drop closes the connection after the effect, unanswered.
/// </summary>
public sealed record Fault(string Path)
{
    private const int LongestDelay = 600_000;
    private const int MostCalls = 1_000_000;
    private const int HighestStatus = 599;

    public int? Errcode { get; init; }
    public int? HttpStatus { get; init; }
    public int DelayMilliseconds { get; init; }
    public bool DropAfterEffect { get; init; }
    public int Count { get; init; } = 1;

    /// <summary>Why this fault cannot be scripted, or null.</summary>
    public string? Problem()
    {
        if (!Api.IsKnown(Path)) return $"no API has the path '{Path}'";
        if (Errcode is WeChatErrors.Ok) return "errcode 0 is no fault";
        if (HttpStatus is < StatusCodes.Status200OK or > HighestStatus) return "httpStatus must be 200 to 599";
        if (DelayMilliseconds is < 0 or > LongestDelay) return $"delayMilliseconds must be 0 to {LongestDelay}";
        if (Count is < 1 or > MostCalls) return $"count must be 1 to {MostCalls}";
        if (DropAfterEffect && (Errcode ?? HttpStatus) is not null) return "dropAfterEffect excludes errcode and httpStatus";
        var idle = (Errcode ?? HttpStatus) is null && DelayMilliseconds == 0 && !DropAfterEffect;
        return idle ? "a fault needs errcode, httpStatus, delayMilliseconds or dropAfterEffect" : null;
    }
}

internal sealed class FaultScript
{
    private readonly List<Fault> _pending = [];

    public IReadOnlyList<Fault> List() => [.. _pending];

    public void Add(Fault fault) => _pending.Add(fault);

    public void Clear() => _pending.Clear();

    public Fault? Take(string path)
    {
        var index = _pending.FindIndex(fault => string.Equals(fault.Path, path, StringComparison.Ordinal));
        if (index < 0) return null;
        var fault = _pending[index];
        if (fault.Count > 1) _pending[index] = fault with { Count = fault.Count - 1 };
        else _pending.RemoveAt(index);
        return fault;
    }
}
