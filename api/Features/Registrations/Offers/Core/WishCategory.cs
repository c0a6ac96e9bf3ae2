namespace LinYuan.Api.Features.Registrations.Offers.Core;

/// <summary>What a wish asks for and an offer gives, 八微: 微空间, 微服务, 微环境, 微安全, 微设施, 微文化, 微公益, 微治理.</summary>
public enum WishCategory
{
    MicroSpace,
    MicroService,
    MicroEnvironment,
    MicroSafety,
    MicroFacility,
    MicroCulture,
    MicroCharity,
    MicroGovernance,
}
