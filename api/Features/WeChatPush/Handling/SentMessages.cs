using LinYuan.Api.Features.WeChatPush.Envelopes;
using LinYuan.Api.Features.WeChatPush.Inbox;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;

namespace LinYuan.Api.Features.WeChatPush.Handling;

/// <summary>
/// WeChat's word of what became of a message that was sent: it settles one of which nobody knew whether it had arrived, because no answer
/// came when it was sent.
/// </summary>
internal static class SentMessages
{
    private const string Success = "0";

    // WeChat gives a send no number, so the message is known by person, template and time.
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(5);

    public static PushEventHandler Handler { get; } = new("subscribe_msg_sent_event", Settle);

    private static async Task Settle(IServiceProvider services, Tx tx, PushEvent push)
    {
        if (push.UserId is not { } userId)
            return;
        var messages = services.GetRequiredService<UncertainStore>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        foreach (var item in push.Items)
        {
            if (PushBody.Text(item, "TemplateId") is not { Length: > 0 } template || PushBody.Text(item, "ErrorCode") is not { } code)
                continue;
            var delivery = code == Success ? Delivery.Done : new Delivery(DeliveryOutcome.Declined, "WeChat says later that it was not delivered");
            await messages.Resolve(tx, userId, template, push.SentAt - Before, push.SentAt + After, delivery, now);
        }
    }
}
