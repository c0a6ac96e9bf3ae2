using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.WeChatPush;

/// <param name="Template">Our name of the message, as in the setting WeChat:Templates.</param>
/// <param name="TemplateId">What wx.requestSubscribeMessage asks for.</param>
/// <param name="Credits">Messages that the person still allowed, as far as we know.</param>
public sealed record SubscriptionView(string Template, string TemplateId, int Credits);

/// <summary>Every message that can be subscribed to, by name.</summary>
public sealed record SubscriptionsView(IReadOnlyList<SubscriptionView> Items);

/// <summary>What the caller still allowed, so that the mini program asks again only where nothing is left.</summary>
public static class ListMySubscriptions
{
    public static Task<SubscriptionsView> Handle(Caller caller, Db db, SubscriptionStore store, IOptions<WeChatOptions> wechat) =>
        db.Read(session => Read(session, caller.UserId, store, wechat.Value));

    internal static async Task<SubscriptionsView> Read(DbSession session, long userId, SubscriptionStore store, WeChatOptions wechat)
    {
        var credits = (await store.List(session, userId)).ToDictionary(row => row.TemplateId, row => row.Credits, StringComparer.Ordinal);
        return new SubscriptionsView(
        [
            .. wechat.Templates.OrderBy(template => template.Key, StringComparer.Ordinal)
                .Select(template => new SubscriptionView(template.Key, template.Value, credits.GetValueOrDefault(template.Value))),
        ]);
    }
}
