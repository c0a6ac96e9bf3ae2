using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Members.Core;

public static class StaffErrors
{
    public static readonly ErrorCode LastOne = new("staff.last_one", 409, "您是这里唯一的工作人员，请先安排好接替的人");
}
