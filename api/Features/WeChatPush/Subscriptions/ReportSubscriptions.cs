using System.Text.Json;
using System.Text.Json.Serialization;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.WeChatPush.Subscriptions;

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
[ValidatableType]
public sealed record ReportSubscriptionsRequest(Dictionary<string, SubscriptionAnswer>? Results)
{
    /// <summary>What WeChat will add to its result nobody knows, so nothing in it is refused.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Raw { get; init; }
}

/// <summary>
/// A person has answered WeChat's dialogue, and the messages that they allowed are counted. Other answers change nothing. Of WeChat's own result what
/// is known is taken, and the rest left aside.
/// </summary>
public sealed class ReportSubscriptions(SubscriptionStore store, SubscriptionViews views, IOptions<WeChatOptions> wechat, TimeProvider time)
    : Operation<ReportSubscriptionsRequest, SubscriptionsView>
{
    /// <summary>WeChat's words for yes; more kinds of it have come with its versions.</summary>
    private const string Allowed = "accept";

    protected override string Tag => "Subscriptions";

    public override void Configure()
    {
        Post("/me/subscriptions");
        Group<People>();
        Moves();
    }

    protected override Task<IResult> Handle(ReportSubscriptionsRequest request, CancellationToken ct)
    {
        var templates = wechat.Value.Templates;
        if (request.Results is not { Count: > 0 } && request.Raw is not { Count: > 0 })
            throw Refusal.Invalid("results", "请填写");
        if (request.Results?.Keys.Any(name => !templates.ContainsKey(name)) == true)
            throw Refusal.Invalid("results", "含有未知的消息名称");
        // By template, each once: two names may stand for the same one. Sorted, so that two calls at once lock in the same order.
        var allowed = Named(request, templates).Concat(Raw(request, templates)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return Call.Move(async tx =>
        {
            foreach (var template in allowed)
                await store.AddReported(tx, Caller.UserId, template, time.Now());
            return await views.Of(tx, Caller.UserId);
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
