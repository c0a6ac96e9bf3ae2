using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.WeChatPush.Envelopes;
using LinYuan.Api.Features.WeChatPush.Inbox;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.WeChatPush.Subscriptions;

/// <summary>What WeChat tells about messages that a person allowed, no longer allows, or got.</summary>
internal static class SubscriptionEvents
{
    private delegate Task Count(SubscriptionStore store, Tx tx, long userId, string templateId, DateTimeOffset at, DateTimeOffset now);

    public static IReadOnlyList<PushEventHandler> Handlers { get; } =
    [
        // A refusal in the pop-up takes nothing away from what was allowed before.
        Handler("subscribe_msg_popup_event", "SubscribeStatusString", "accept", (store, tx, user, template, at, now) => store.AddPushed(tx, user, template, at, now)),
        Handler("subscribe_msg_change_event", "SubscribeStatusString", "reject", (store, tx, user, template, at, now) => store.Clear(tx, user, template, at, now)),
        // A message that did not arrive gives nothing back: whether it used up a consent is known when WeChat answers the next send.
        Handler("subscribe_msg_sent_event", "ErrorCode", "0", (store, tx, user, template, _, now) => store.Spend(tx, user, template, now)),
    ];

    /// <summary>WeChat's own answer to a send is the truth: whatever was counted, nothing is allowed any more.</summary>
    public static Task Refused(IServiceProvider services, string openId, string templateId) =>
        services.GetRequiredService<Db>().InTransaction(async tx =>
        {
            var now = services.GetRequiredService<TimeProvider>().Now();
            if (await services.GetRequiredService<MemberStore>().FindByOpenId(tx, openId) is { } userId)
                await services.GetRequiredService<SubscriptionStore>().Clear(tx, userId, templateId, now, now);
        });

    private static PushEventHandler Handler(string name, string field, string value, Count count) => new(name, async (services, tx, push) =>
    {
        if (push.UserId is not { } userId)
            return;
        var store = services.GetRequiredService<SubscriptionStore>();
        var ours = services.GetRequiredService<IOptions<WeChatOptions>>().Value.Templates.Values;
        var now = services.GetRequiredService<TimeProvider>().Now();
        foreach (var item in push.Items.Where(item => PushBody.Text(item, field) == value))
        {
            if (PushBody.Text(item, "TemplateId") is { } template && ours.Contains(template))
                await count(store, tx, userId, template, push.SentAt, now);
        }
    });
}
