using System.Text.Json;
using System.Text.Json.Serialization;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.WeChatPush;

/// <summary>The words of wx.requestSubscribeMessage.</summary>
public enum SubscriptionAnswer
{
    Accept,
    Reject,
    Ban,
    Filter,

    /// <summary>Allowed, and to be read aloud.</summary>
    AcceptWithAudio,

    /// <summary>Allowed, and to be told of at once.</summary>
    AcceptWithAlert,
}

/// <summary>
/// Either <paramref name="Results"/>, by our names, or the result of wx.requestSubscribeMessage as it is: template ids and answers, and
/// whatever else WeChat puts beside them.
/// </summary>
/// <param name="Results">Our name of each message that the person was asked about, to the answer.</param>
public sealed record ReportSubscriptionsRequest(Dictionary<string, SubscriptionAnswer>? Results)
{
    /// <summary>What WeChat will add to its result nobody knows, so nothing in it is refused.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Raw { get; init; }
}

/// <summary>
/// Counts the messages that the caller has just allowed in WeChat's dialogue. Other answers change nothing. Of WeChat's own result what
/// is known is taken, and the rest left aside.
/// </summary>
public static class ReportSubscriptions
{
    /// <summary>WeChat's words for yes; more kinds of it have come with its versions.</summary>
    private const string Allowed = "accept";

    public static Task<IResult> Handle(
        ReportSubscriptionsRequest body, Caller caller, IdempotentCall call, SubscriptionStore store, IOptions<WeChatOptions> wechat, TimeProvider time)
    {
        var templates = wechat.Value.Templates;
        if (body.Results is not { Count: > 0 } && body.Raw is not { Count: > 0 })
            throw Refusal.Invalid("results", "请填写");
        if (body.Results?.Keys.Any(name => !templates.ContainsKey(name)) == true)
            throw Refusal.Invalid("results", "含有未知的消息名称");
        // By template, each once: two names may stand for the same one. Sorted, so that two calls at once lock in the same order.
        var allowed = Named(body, templates).Concat(Raw(body, templates)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return call.Move(async tx =>
        {
            foreach (var template in allowed)
                await store.AddReported(tx, caller.UserId, template, time.Now());
            return await ListMySubscriptions.Read(tx, caller.UserId, store, wechat.Value);
        });
    }

    private static IEnumerable<string> Named(ReportSubscriptionsRequest body, Dictionary<string, string> templates) => (body.Results ?? [])
        .Where(result => result.Value is SubscriptionAnswer.Accept or SubscriptionAnswer.AcceptWithAudio or SubscriptionAnswer.AcceptWithAlert)
        .Select(result => templates[result.Key]);

    private static IEnumerable<string> Raw(ReportSubscriptionsRequest body, Dictionary<string, string> templates) => (body.Raw ?? [])
        .Where(result => result.Value.ValueKind == JsonValueKind.String && templates.ContainsValue(result.Key)
            && result.Value.GetString()!.StartsWith(Allowed, StringComparison.Ordinal))
        .Select(result => result.Key);
}
