using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Registrations.Core;

public static class RegistrationErrors
{
    public static readonly ErrorCode Required = new("registration.required", 403, "请先在“报到”里登记，社区审核通过后就可以了");
    public static readonly ErrorCode Duplicate = new("registration.duplicate", 409, "您已提交过这一类报到，不用重复提交");
    public static readonly ErrorCode NotOpen = new("registration.not_open", 409, "这份报到的状态已变化，请刷新后再看");
    public static readonly ErrorCode WorkerNumberTaken = new("registration.worker_number_taken", 409, "这个平台的这个工号已有另一个人的报到通过，请先核对清楚");
    public static readonly ErrorCode OwnCase = new("registration.own_case", 403, "不能审核自己的报到，请由其他工作人员处理");
}
