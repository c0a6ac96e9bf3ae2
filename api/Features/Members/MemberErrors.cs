using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Members;

public static class MemberErrors
{
    public static readonly ErrorCode HasOpenCases =
        new("member.has_open_cases", 409, "您还有未办结的心愿或认领，请先办结、撤回或放弃，再注销账号");
}
