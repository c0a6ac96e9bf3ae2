using LinYuan.Api.Features.Registrations.Core;

namespace LinYuan.Api.Features.Registrations.Units;

/// <summary>单位, 联络员, 结对.</summary>
public static class UnitsModule
{
    public static void AddUnits(this IServiceCollection services) => services.AddSingleton<UnitStore>().AddSingleton<DistrictUnits>();
}
