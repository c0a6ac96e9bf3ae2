using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Registrations.Teams.Core;

public static class TeamErrors
{
    public static readonly ErrorCode NameTaken = new("team.name_taken", 409, "这个社区已有同名的志愿服务队");
}
