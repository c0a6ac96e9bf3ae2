using System.Diagnostics.Metrics;

namespace LinYuan.Api.Shared.WeChat;

/// <summary>Counts and times every attempt by API and outcome.</summary>
public static class WeChatMeters
{
    private static readonly Meter Meter = new("LinYuan");

    private static readonly Counter<long> Calls =
        Meter.CreateCounter<long>("linyuan.wechat.calls", "{call}", "Attempts at WeChat's API by outcome.");

    private static readonly Histogram<double> Durations =
        Meter.CreateHistogram<double>("linyuan.wechat.duration", "s", "Time that one attempt at WeChat's API took.");

    /// <param name="outcome">A fixed word of a small set, never text from a reply.</param>
    public static void Attempt(WeChatApi api, string outcome, TimeSpan took)
    {
        Calls.Add(1, new("api", api.Name), new("outcome", outcome));
        Durations.Record(took.TotalSeconds, new KeyValuePair<string, object?>("api", api.Name));
    }

    /// <summary>A call that an open breaker refused before any attempt.</summary>
    public static void Spared(WeChatApi api) => Calls.Add(1, new("api", api.Name), new("outcome", "spared"));
}
