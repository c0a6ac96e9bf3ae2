using LinYuan.Api.Features.WeChatPush.Inbox;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.WeChatPush.Subscriptions;

/// <summary>What this area holds on a person: which messages they allowed, and pushes about them that wait or have failed.</summary>
internal static class SubscriptionPersonalData
{
    public static async Task<object> Export(IServiceProvider services, DbSession session, long userId)
    {
        var names = services.GetRequiredService<IOptions<WeChatOptions>>().Value.Templates.ToLookup(template => template.Value, template => template.Key);
        return (await services.GetRequiredService<SubscriptionStore>().List(session, userId))
            .Select(row => new { Template = names[row.TemplateId].FirstOrDefault() ?? row.TemplateId, row.Credits })
            .ToList();
    }

    /// <summary>The pushes first: whoever processes one locks it before the counts, and both in one order do not block each other.</summary>
    public static async Task Erase(IServiceProvider services, Tx tx, long userId)
    {
        await services.GetRequiredService<PushEventStore>().Erase(tx, userId);
        await services.GetRequiredService<SubscriptionStore>().Erase(tx, userId);
    }
}
