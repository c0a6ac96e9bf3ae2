using System.Globalization;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Points.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Points.Expiry;

/// <summary>What people hear about points: that some are about to expire; and staff of the district, that the ledger does not add up.</summary>
public sealed class PointMessages(Db db, MemberStore members, PointLedger ledger, SubscribeDelivery wechat, IOptions<PointOptions> options)
{
    private const string ExpiringKind = "points.expiring";
    private const string UnbalancedKind = "points.unbalanced";
    private const string Template = "pointsNews";

    public static void AddRoutes(IServiceCollection services)
    {
        services.AddSingleton(new OutboxRoute(ExpiringKind, (provider, message, cancellation) =>
            provider.GetRequiredService<PointMessages>().DeliverExpiring(message, cancellation)));
        services.AddSingleton(new OutboxRoute(UnbalancedKind, (provider, message, cancellation) =>
            provider.GetRequiredService<PointMessages>().DeliverUnbalanced(message, cancellation)));
    }

    public static OutboxMessage Expiring(long userId, int year) => new(ExpiringKind, year, userId, $"{ExpiringKind}:{year}:{userId}");

    /// <param name="districtId">Whose staff hear it, once a day.</param>
    /// <param name="day">The day of the check.</param>
    public static NewsForStaff Unbalanced(long districtId, DateOnly day) => new(UnbalancedKind, day.DayNumber, $"{day.DayNumber}", [districtId]);

    private async Task<Delivery> DeliverExpiring(LeasedMessage message, CancellationToken cancellation)
    {
        var year = (int)message.SubjectId;
        var (openId, left) = await db.Read(async session => (
            await members.FindOpenId(session, message.RecipientId),
            (await ledger.AccountOf(session, message.RecipientId)).LeftOf(year)));
        // What was spent since need not be spent any more.
        if (left == 0)
            return Delivery.NoLongerTrue;
        var data = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["thing1"] = SubscribeValue.Thing($"{left} 积分快到期了"),
            ["thing2"] = SubscribeValue.Thing("到期前可以去兑换"),
            ["time3"] = options.Value.LastDayOf(year).ToString("yyyy年M月d日", CultureInfo.InvariantCulture),
        };
        return await wechat.Send(message, openId, Template, "pages/points/index", data, cancellation);
    }

    private async Task<Delivery> DeliverUnbalanced(LeasedMessage message, CancellationToken cancellation)
    {
        var openId = await db.Read(session => members.FindOpenId(session, message.RecipientId));
        var data = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["thing1"] = SubscribeValue.Thing("积分账对不上"),
            ["thing2"] = SubscribeValue.Thing("夜间核对发现差错，请查看"),
            ["time3"] = SubscribeValue.Time(message.CreatedAt),
        };
        return await wechat.Send(message, openId, Template, "pages/staff/points", data, cancellation);
    }
}
