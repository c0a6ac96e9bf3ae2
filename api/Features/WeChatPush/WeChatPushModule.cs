using LinYuan.Api.Features.WeChatPush.Core;
using LinYuan.Api.Features.WeChatPush.Envelopes;
using LinYuan.Api.Features.WeChatPush.Handling;
using LinYuan.Api.Features.WeChatPush.Inbox;
using LinYuan.Api.Features.WeChatPush.Subscriptions;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Features.WeChatPush;

/// <summary>What WeChat pushes to us, and what members told us and WeChat about the messages that they want.</summary>
public static class WeChatPushModule
{
    /// <summary>An area that wants an event of WeChat's registers a <see cref="PushEventHandler"/>.</summary>
    public static IServiceCollection AddWeChatPush(this IServiceCollection services, IConfiguration configuration)
    {
        AddOptions(services, configuration);
        services.AddSingleton<PushVerifier>();
        services.AddSingleton<PushEventStore>();
        services.AddSingleton<IJob, ProcessPushEvents>();
        services.AddSingleton<IJob, SweepPushEvents>();
        services.AddSingleton<SubscriptionStore>().AddSingleton<SubscriptionViews>();
        services.AddSingleton<SubscriptionRefused>(provider => (openId, templateId) => SubscriptionEvents.Refused(provider, openId, templateId));
        services.AddSingleton(new PersonalData("subscriptions", SubscriptionPersonalData.Export, SubscriptionPersonalData.Erase));
        foreach (var handler in SubscriptionEvents.Handlers.Concat(AccountEvents.Handlers).Append(SentMessages.Handler))
            services.AddSingleton(handler);
        return services;
    }

    private static void AddOptions(IServiceCollection services, IConfiguration configuration) =>
        services.AddOptions<WeChatPushOptions>()
            .Bind(configuration.GetSection("WeChat"))
            .Validate(options => WeChatPushOptions.IsTokenOrNone(options.PushToken), "WeChat:PushToken must have 3 to 32 letters and digits.")
            .Validate(options => WeChatPushOptions.IsKeyOrNone(options.EncodingAesKey), "WeChat:EncodingAesKey must have 43 letters and digits.")
            .Validate(
                options => WeChatPushOptions.IsKeyOrNone(options.PreviousEncodingAesKey),
                "WeChat:PreviousEncodingAesKey must have 43 letters and digits.")
            .Validate(
                options => options.EncodingAesKey.Length > 0 || (options.PreviousEncodingAesKey.Length == 0 && !options.EncryptedPushOnly),
                "WeChat:PreviousEncodingAesKey and WeChat:EncryptedPushOnly need WeChat:EncodingAesKey.")
            .Validate(
                options => options.PushToken.Length > 0 || options.EncodingAesKey.Length == 0,
                "WeChat:EncodingAesKey needs WeChat:PushToken.")
            .ValidateOnStart();
}
