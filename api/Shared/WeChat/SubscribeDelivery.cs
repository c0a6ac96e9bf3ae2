using LinYuan.Api.Shared.Outbox;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Shared.WeChat;

/// <summary>Hears that WeChat does not let this person be sent messages of a template any more (43101); whoever counts consents registers one.</summary>
public delegate Task SubscriptionRefused(string openId, string templateId);

/// <summary>Sends a subscribe message for the outbox, and says in the outbox's words what came of it.</summary>
public sealed class SubscribeDelivery(
    IWeChat wechat, OutboxLeases leases, IOptions<WeChatOptions> options, IEnumerable<SubscriptionRefused> refused, TimeProvider time)
{
    /// <param name="message">Whose delivery this is; not sent when its lease is lost.</param>
    /// <param name="openId">Null for someone who deleted the account: the message is no longer wanted.</param>
    /// <param name="templateName">A name in <see cref="WeChatOptions.Templates"/>; a message without a template is not sent.</param>
    /// <param name="page">The page that a tap opens, without a leading slash.</param>
    /// <param name="data">Template key to its text, fitted by <see cref="SubscribeValue"/>.</param>
    public async Task<Delivery> Send(
        LeasedMessage message, string? openId, string templateName, string page, IReadOnlyDictionary<string, string> data, CancellationToken ct)
    {
        if (openId is null)
            return Delivery.NoLongerTrue;
        if (!options.Value.Templates.TryGetValue(templateName, out var templateId))
            return new Delivery(DeliveryOutcome.Declined, "no template");
        if (!await leases.Begin(message, templateId))
            return new Delivery(DeliveryOutcome.Retry, "the lease was lost");
        try
        {
            await wechat.SendSubscribeMessage(new SubscribeMessage(openId, templateId, page, data), ct);
            return Delivery.Done;
        }
        catch (WeChatException error)
        {
            if (error.Kind == WeChatFailure.NotSubscribed)
            {
                foreach (var tell in refused)
                    await tell(openId, templateId);
            }
            return WeChatErrors.Later(error, time) with { Outcome = OutcomeOf(error.Kind) };
        }
    }

    /// <summary>What was provably not sent is sent later; dead is only what WeChat will never take as it is.</summary>
    private static DeliveryOutcome OutcomeOf(WeChatFailure failure) => failure switch
    {
        WeChatFailure.NotSubscribed => DeliveryOutcome.Declined,
        WeChatFailure.Unavailable or WeChatFailure.QuotaUsedUp or WeChatFailure.NeedsOperator => DeliveryOutcome.Retry,
        WeChatFailure.Uncertain => DeliveryOutcome.Uncertain,
        _ => DeliveryOutcome.Dead,
    };
}
