using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LinYuan.Api.Features.WeChatPush.Inbox;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.WeChatPush.Envelopes;

/// <summary>What is kept of a pushed message.</summary>
/// <param name="Event">WeChat's name of the event; what a person wrote to the mini program's account is <c>message.text</c>, without the text.</param>
/// <param name="OpenId">The person whom it concerns.</param>
/// <param name="SentAt">WeChat's CreateTime.</param>
/// <param name="DedupeKey">The same for every repeat of the message.</param>
/// <param name="Body">The fields that a handler may need; see <see cref="PushEvent.Body"/>.</param>
public sealed partial record PushMessage(string Event, string OpenId, DateTimeOffset SentAt, byte[] DedupeKey, JsonObject Body)
{
    private const int LongestValue = 200;
    private const long LatestTime = 253_402_300_799;

    private static readonly string[] Lists = ["List", "detail"];
    private static readonly string[] Wrappers = ["SubscribeMsgPopupEvent", "SubscribeMsgChangeEvent", "SubscribeMsgSentEvent"];

    // All else may be words of a person, such as the keyword of a media check, and is not kept.
    private static readonly FrozenSet<string> Kept = FrozenSet.Create(
        StringComparer.Ordinal,
        "List", "TemplateId", "SubscribeStatusString", "PopupScene", "MsgID", "ErrorCode", "ErrorStatus", "trace_id", "appid", "version",
        "errcode", "isrisky", "status_code", "result", "detail", "suggest", "label", "strategy", "prob", "level", "RevokeInfo");

    /// <exception cref="Refusal">400: a field is missing without which it cannot be told from others.</exception>
    public static PushMessage Read(JsonObject message)
    {
        // The events about a person's authorization name the person apart; their sender is not the person.
        var openId = Matching(message, "OpenID", Identifier()) ?? Matching(message, "FromUserName", Identifier()) ?? throw Missing("FromUserName");
        var type = Matching(message, "MsgType", Word()) ?? throw Missing("MsgType");
        var name = type != "event" ? "message." + type : Matching(message, "Event", Word()) ?? throw Missing("Event");
        var seconds = long.TryParse(PushBody.Text(message, "CreateTime"), NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time <= LatestTime
            ? time
            : throw Missing("CreateTime");
        Unwrap(message);
        var body = new JsonObject(Fields(message));
        return new PushMessage(name, openId, DateTimeOffset.FromUnixTimeSeconds(seconds), KeyOf(message, body, openId, name, seconds), body);
    }

    /// <summary>WeChat numbers its messages but not its events, which are told apart by person, time, name and what they are about.</summary>
    private static byte[] KeyOf(JsonObject message, JsonObject body, string openId, string name, long seconds)
    {
        string?[] parts = PushBody.Text(message, "MsgId") is { Length: > 0 } id
            ? ["message", openId, id]
            :
            [
                "event", openId, seconds.ToString(CultureInfo.InvariantCulture), name, PushBody.Text(body, "trace_id"), PushBody.Text(message, "MsgID"),
                .. PushEvent.ItemsOf(body).SelectMany(item => new[] { PushBody.Text(item, "TemplateId"), PushBody.Text(item, "MsgID") }),
            ];
        return SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)));
    }

    /// <summary>XML puts the list of a subscription event into an element of its own.</summary>
    private static void Unwrap(JsonObject message)
    {
        foreach (var wrapper in Wrappers)
        {
            if (message[wrapper] is JsonObject { Count: > 0 } inner && inner["List"] is { } list)
                message["List"] = list.DeepClone();
        }
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Fields(JsonObject node) =>
        from field in node
        where Kept.Contains(field.Key) && field.Value is not null
        let value = Lists.Contains(field.Key) ? AsList(field.Value) : Value(field.Value)
        where value is not null
        select KeyValuePair.Create(field.Key, value);

    /// <summary>WeChat sends a list of one as the one itself.</summary>
    private static JsonArray? AsList(JsonNode node) => node switch
    {
        JsonArray list => new JsonArray([.. list.OfType<JsonNode>().Select(Value).OfType<JsonNode>()]),
        JsonObject => new JsonArray(Value(node)),
        _ => null,
    };

    private static JsonNode? Value(JsonNode? node) => node switch
    {
        JsonObject inner => new JsonObject(Fields(inner)),
        JsonValue value when value.GetValue<string>() is { Length: <= LongestValue } text => JsonValue.Create(text),
        _ => null,
    };

    private static string? Matching(JsonObject message, string field, Regex form) =>
        PushBody.Text(message, field) is { } text && form.IsMatch(text) ? text : null;

    private static Refusal Missing(string field) => Refusal.Invalid(field, "缺少或格式不正确");

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,64}\z", RegexOptions.CultureInvariant, 100)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"^[A-Za-z0-9_]{1,56}\z", RegexOptions.CultureInvariant, 100)]
    private static partial Regex Word();
}
