using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Messages;

public static class MessageErrors
{
    public static readonly ErrorCode NotResendable = new("message.not_resendable", 409, "这条消息正在发送或已送达，不用重发");
}
