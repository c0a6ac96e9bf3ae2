using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Registrations.Units;

public static class UnitErrors
{
    public static readonly ErrorCode NameTaken = new("unit.name_taken", 409, "这个区县已有同名的单位");
}
