using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Members.Core;

public static class MemberErrors
{
    public static readonly ErrorCode TooManySignIns = new("session.too_many", 429, "您登录得太频繁了，请过一会儿再试");
    public static readonly ErrorCode HasOpenCases =
        new("member.has_open_cases", 409, "您还有没办完的心愿或认领。办完、撤回或放弃后，才能注销账号");
}
