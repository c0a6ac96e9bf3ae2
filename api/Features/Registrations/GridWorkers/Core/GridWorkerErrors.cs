using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Registrations.GridWorkers.Core;

public static class GridWorkerErrors
{
    public static readonly ErrorCode AlreadyLive = new("gridworker.already_live", 409, "您已有一份正在办理或聘期内的兼职网格员申请，不用重复提交");
    public static readonly ErrorCode NotOpen = new("gridworker.not_open", 409, "这份申请的状态已变化，请刷新后再看");
    public static readonly ErrorCode OwnCase = new("gridworker.own_case", 403, "不能办理自己的申请，请由其他工作人员处理");
    public static readonly ErrorCode SamePerson = new("gridworker.same_person", 403, "聘任须由社区和街道两个人分别办理，请由街道另一位工作人员确认");
    public static readonly ErrorCode TooEarly = new("gridworker.too_early", 409, "离聘期结束还早，临近到期时再续聘");
}
