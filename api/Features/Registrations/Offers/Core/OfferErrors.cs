using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Registrations.Offers.Core;

public static class OfferErrors
{
    public static readonly ErrorCode Limit = new("offer.limit", 409, "您登记的「我能帮」已达上限，请先删去一条");
}
