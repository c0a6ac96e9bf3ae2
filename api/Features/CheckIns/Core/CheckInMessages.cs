using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Features.CheckIns.Core;

/// <summary>Tells a courier that points of a check-in may be spent. The template has the station (thing1), the points (number2) and the time (time3).</summary>
public static class CheckInMessages
{
    public const string CreditedKind = "checkIn.credited";
    private const string Template = "checkInCredited";
    private const string Page = "pages/points/index";

    public static OutboxMessage Credited(long checkInId, long userId) =>
        new(CreditedKind, checkInId, userId, $"{CreditedKind}:{checkInId}");

    public static async Task<Delivery> DeliverCredited(IServiceProvider services, LeasedMessage message, CancellationToken ct)
    {
        var (checkIn, station, openId) = await services.GetRequiredService<Db>().Read(session => Look(services, session, message));
        if (checkIn is not { Points: > 0 } || station is null)
            return Delivery.NoLongerTrue;
        return await services.GetRequiredService<SubscribeDelivery>().Send(message, openId, Template, Page, Data(checkIn, station), ct);
    }

    private static async Task<(CheckIn? CheckIn, Station? Station, string? OpenId)> Look(
        IServiceProvider services, DbSession session, LeasedMessage message) =>
        await services.GetRequiredService<CheckInStore>().Find(session, message.SubjectId) is { } checkIn
            ? (checkIn,
                await services.GetRequiredService<StationStore>().Find(session, checkIn.StationId),
                await services.GetRequiredService<MemberStore>().FindOpenId(session, message.RecipientId))
            : (null, null, null);

    private static Dictionary<string, string> Data(CheckIn checkIn, Station station) => new()
    {
        ["thing1"] = SubscribeValue.Thing(station.Name),
        ["number2"] = SubscribeValue.Number(checkIn.Points),
        ["time3"] = SubscribeValue.Time(checkIn.At),
    };
}
