using System.Text.Json;
using System.Text.Json.Nodes;

namespace WeChat.StandIn;

/// <summary>An event that waits to be pushed to the callback.</summary>
internal abstract record PendingPush(string Openid, string Event)
{
    // WeChat pushes come from the mini program's original id; this one is made up.
    public const string Account = "gh_000000standin";

    private const string EventField = "Event";

    public JsonObject Message(FlushRequest flush, string appId, DateTimeOffset now)
    {
        var message = new JsonObject
        {
            ["ToUserName"] = Account,
            ["FromUserName"] = Openid,
            ["CreateTime"] = now.ToUnixTimeSeconds(),
            ["MsgType"] = "event",
            [EventField] = Event,
        };
        AddTo(message, flush, appId);
        return message;
    }

    protected abstract void AddTo(JsonObject message, FlushRequest flush, string appId);
}

/// <summary>The result of a media check.</summary>
internal sealed record MediaVerdictPush(string Openid, string TraceId, Verdict Verdict) : PendingPush(Openid, "wxa_media_check")
{
    protected override void AddTo(JsonObject message, FlushRequest flush, string appId)
    {
        message["appid"] = appId;
        message["trace_id"] = TraceId;
        message["version"] = WeChatLimits.CheckVersion;
        if (flush.DownloadFailed)
        {
            message["errcode"] = WeChatLimits.DownloadFailed;
            message["detail"] = new JsonArray();
            return;
        }

        var verdict = flush.Suggest is { } suggest ? StandIn.Verdict.Named(suggest)! : Verdict;
        message["detail"] = new JsonArray(JsonSerializer.SerializeToNode(verdict.Detail()));
        message["result"] = new JsonObject { ["suggest"] = verdict.Suggest, ["label"] = verdict.Label };
    }
}

/// <summary>
/// A subscription event. Its list is an object when there is one item and an array when there are several, as WeChat sends it.
/// </summary>
internal sealed record SubscriptionPush(string Openid, string Event, IReadOnlyList<JsonElement> Items) : PendingPush(Openid, Event)
{
    protected override void AddTo(JsonObject message, FlushRequest flush, string appId)
    {
        var items = Items.Select(item => (JsonNode?)JsonObject.Create(item)).ToArray();
        message["List"] = items.Length == 1 ? items[0] : new JsonArray(items);
    }
}
