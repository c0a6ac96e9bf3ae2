using LinYuan.Api.Shared.Http;
using static LinYuan.Api.Features.Wishes.WishErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Wishes;

/// <summary>What staff do for a claim of their area.</summary>
public static class StaffClaimEndpoints
{
    public static void AddStaffClaims(this IServiceCollection services) => services.AddSingleton<StaffClaimStore>().AddSingleton<StaffClaims>();

    public static void MapStaffClaims(this IEndpointRouteBuilder app)
    {
        var staff = app.Staff("Wishes");
        staff.MapPost("/wishes/{id}/extend-claim", StaffClaims.Extend).Move<WishView>(
            "ExtendClaimByStaff", NotFound, WishErrors.OwnCase, WrongState, CaseChanged, ExtensionUsed);
        staff.MapPost("/wishes/{id}/release-claim", StaffClaims.Release).Move<WishView>(
            "ReleaseClaimByStaff", NotFound, WishErrors.OwnCase, WrongState, CaseChanged);
        staff.MapPost("/wishes/{id}/handover-code/renew", StaffClaims.RenewCode).Move<WishView>(
            "RenewHandoverCode", NotFound, WishErrors.OwnCase, WrongState, CaseChanged);
        staff.MapGet("/wishes/{id}/handover-card.svg", PrintHandoverCard.Handle).WithName("PrintHandoverCard")
            .WithMetadata(new MayRefuse([NotFound, WishErrors.OwnCase, WrongState]))
            .Produces<byte[]>(StatusCodes.Status200OK, PrintHandoverCard.SvgType);
    }
}
