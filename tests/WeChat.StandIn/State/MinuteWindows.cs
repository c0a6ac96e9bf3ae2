namespace WeChat.StandIn;

/// <summary>Counts calls by key within the running minute of the injected clock.</summary>
internal sealed class MinuteWindows
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private long _minute;

    public bool Admit(string key, int limit, DateTimeOffset now)
    {
        var minute = now.ToUnixTimeSeconds() / 60;
        if (minute != _minute) _counts.Clear();
        _minute = minute;
        var count = _counts.GetValueOrDefault(key);
        if (count >= limit) return false;
        _counts[key] = count + 1;
        return true;
    }
}
