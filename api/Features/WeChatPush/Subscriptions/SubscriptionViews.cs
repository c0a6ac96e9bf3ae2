using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.WeChatPush.Subscriptions;

/// <param name="Template">Our name of the message, as in the setting WeChat:Templates.</param>
/// <param name="TemplateId">What wx.requestSubscribeMessage asks for.</param>
/// <param name="Credits">Messages that the person still allowed, as far as we know.</param>
public sealed record SubscriptionView(string Template, string TemplateId, int Credits);

/// <summary>Every message that can be subscribed to, by name.</summary>
public sealed record SubscriptionsView(IReadOnlyList<SubscriptionView> Items);

/// <summary>Reads what a person still allowed.</summary>
public sealed class SubscriptionViews(SubscriptionStore store, IOptions<WeChatOptions> wechat)
{
    public async Task<SubscriptionsView> Of(DbSession session, long userId)
    {
        var credits = (await store.List(session, userId)).ToDictionary(row => row.TemplateId, row => row.Credits, StringComparer.Ordinal);
        return new SubscriptionsView(
        [
            .. wechat.Value.Templates.OrderBy(template => template.Key, StringComparer.Ordinal)
                .Select(template => new SubscriptionView(template.Key, template.Value, credits.GetValueOrDefault(template.Value))),
        ]);
    }
}
