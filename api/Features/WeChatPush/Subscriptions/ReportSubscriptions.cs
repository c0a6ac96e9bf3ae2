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
}

/// <param name="Results">Our name of each message that the person was asked about, to the answer.</param>
public sealed record ReportSubscriptionsRequest([property: Needed] Dictionary<string, SubscriptionAnswer>? Results);

/// <summary>Counts the messages that the caller has just allowed in WeChat's dialogue. Other answers change nothing.</summary>
public static class ReportSubscriptions
{
    public static Task<IResult> Handle(
        ReportSubscriptionsRequest body, Caller caller, IdempotentCall call, SubscriptionStore store, IOptions<WeChatOptions> wechat, TimeProvider time)
    {
        var templates = wechat.Value.Templates;
        if (body.Results!.Count == 0)
            throw Refusal.Invalid("results", "请填写");
        if (body.Results.Keys.Any(name => !templates.ContainsKey(name)))
            throw Refusal.Invalid("results", "含有未知的消息名称");
        // By template, each once: two names may stand for the same one. Sorted, so that two calls at once lock in the same order.
        var allowed = body.Results.Where(result => result.Value is SubscriptionAnswer.Accept or SubscriptionAnswer.AcceptWithAudio)
            .Select(result => templates[result.Key]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return call.Move(async tx =>
        {
            foreach (var template in allowed)
                await store.AddReported(tx, caller.UserId, template, time.Now());
            return await ListMySubscriptions.Read(tx, caller.UserId, store, wechat.Value);
        });
    }
}
