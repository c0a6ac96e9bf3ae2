using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Stations.Core;

public static class StationErrors
{
    public static readonly ErrorCode Unknown = new("station.unknown", 404, "没有找到这个驿站，请核对二维码或编码");
    public static readonly ErrorCode PlaceUnlikely = new("station.place_unlikely", 409, "这个位置不像是本区的地方，请核对坐标；确实在这里，请勾选“位置无误”再提交");
    public static readonly ErrorCode Duplicate = new("station.duplicate", 409, "这里已经有一个驿站了，请先核对；确实是另一个，请勾选“位置无误”再提交");
    public static readonly ErrorCode AlreadyReported = new("station.already_reported", 409, "您刚刚反映过这件事，我们已经收到，谢谢");
    public static readonly ErrorCode ReportLimit = new("station.report_limit", 409, "您今天反映的情况已经很多了，谢谢！请明天再来；着急的事请直接联系社区");
    public static readonly ErrorCode WorkOrderClosed = new("station.work_order_closed", 409, "这张工单已经处理完了，请刷新看看");
}
