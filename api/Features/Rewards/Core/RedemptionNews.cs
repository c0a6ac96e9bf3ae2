using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Features.Rewards.Core;

/// <summary>Of a move, what the person who ordered hears, if somebody else made it.</summary>
public sealed record RedemptionHearing(RedemptionAction Action, string Kind);

/// <summary>Who hears of which move of an order, and in which words.</summary>
public sealed class RedemptionNews(Db db, MemberStore members, RedemptionStore redemptions, RewardStore rewards, SubscribeDelivery wechat)
{
    private const string Template = "redemptionNews";

    public static readonly IReadOnlyList<RedemptionHearing> Table =
    [
        new(RedemptionAction.HandOver, "redemption.handedOver"),
        new(RedemptionAction.Release, "redemption.released"),
    ];

    /// <summary>At most 20 characters each.</summary>
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["redemption.handedOver"] = "已经领取，谢谢您的付出",
        ["redemption.released"] = "没有来领，积分已经退回",
    };

    public static void AddRoutes(IServiceCollection services)
    {
        foreach (var kind in Words.Keys)
            services.AddSingleton(new OutboxRoute(kind, (provider, message, cancellation) =>
                provider.GetRequiredService<RedemptionNews>().Deliver(message, cancellation))
            {
                // Told twice that points came back, a person expects them twice.
                MayComeTwice = false,
            });
    }

    /// <summary>An order ends once, so its news is one message, whoever writes it.</summary>
    public static OutboxMessage Message(string kind, Redemption redemption) =>
        new(kind, redemption.Id, redemption.UserId, $"{kind}:{redemption.Id}");

    private async Task<Delivery> Deliver(LeasedMessage message, CancellationToken cancellation)
    {
        var (reward, openId) = await db.Read(async session => (
            await redemptions.Find(session, message.SubjectId) is { } redemption ? await rewards.Find(session, redemption.RewardId) : null,
            await members.FindOpenId(session, message.RecipientId)));
        if (reward is null)
            return Delivery.NoLongerTrue;
        var data = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["thing1"] = SubscribeValue.Thing(reward.Name),
            ["thing2"] = SubscribeValue.Thing(Words[message.Kind]),
            ["time3"] = SubscribeValue.Time(message.CreatedAt),
        };
        return await wechat.Send(message, openId, Template, $"pages/redemption/index?id={message.SubjectId}", data, cancellation);
    }
}
