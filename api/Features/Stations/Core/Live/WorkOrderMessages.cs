using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Features.Stations.Core.Live;

/// <summary>Tells whoever looks after a station what was reported of it. The template has the station (thing1), the trouble (thing2) and the time (time3).</summary>
public static class WorkOrderMessages
{
    public const string OpenedKind = "station.workOrder";
    private const string Template = "stationWorkOrder";
    private const string Page = "pages/station/work-orders";

    public static NewsForStaff Opened(long orderId, Placement place) => new(OpenedKind, orderId, $"{orderId}", place.Up(AreaLevel.Community));

    public static async Task<Delivery> DeliverOpened(IServiceProvider services, LeasedMessage message, CancellationToken ct)
    {
        var (order, station, openId) = await services.GetRequiredService<Db>().Read(session => Look(services, session, message));
        if (order is not { Status: WorkOrderStatus.Open } || station is null)
            return Delivery.NoLongerTrue;
        Dictionary<string, string> data = new(StringComparer.Ordinal)
        {
            ["thing1"] = SubscribeValue.Thing(station.Name),
            ["thing2"] = SubscribeValue.Thing(InChinese(order.Kind)),
            ["time3"] = SubscribeValue.Time(order.OpenedAt),
        };
        return await services.GetRequiredService<SubscribeDelivery>().Send(message, openId, Template, Page, data, ct);
    }

    private static async Task<(WorkOrder? Order, Station? Station, string? OpenId)> Look(
        IServiceProvider services, DbSession session, LeasedMessage message) =>
        await services.GetRequiredService<WorkOrderStore>().Find(session, message.SubjectId) is { } order
            ? (order,
                await services.GetRequiredService<StationStore>().Find(session, order.StationId),
                await services.GetRequiredService<MemberStore>().FindOpenId(session, message.RecipientId))
            : (null, null, null);

    private static string InChinese(StationReportKind kind) => kind switch
    {
        StationReportKind.DoorLocked => "有人反映门没有开",
        StationReportKind.WaterEmpty => "有人反映没有饮用水",
        StationReportKind.PowerOut => "有人反映停电",
        _ => "有人反映站内有问题",
    };
}
