using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Http;
using static LinYuan.Api.Features.Registrations.RegistrationErrors;
using static LinYuan.Api.Features.Wishes.WishErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;
using static LinYuan.Api.Shared.Http.WeChatRefusals;

namespace LinYuan.Api.Features.Wishes;

/// <summary>From the claim to the delivery: what the claimer does, who waits behind, and what staff do about both.</summary>
public static class ClaimEndpoints
{
    public static void AddClaims(this IServiceCollection services)
    {
        services.AddSingleton<ClaimStandingStore>().AddSingleton<ClaimAllowance>().AddSingleton<ClaimPolicy>().AddSingleton<ClaimWish>().AddSingleton<KeepClaim>().AddSingleton<DeliverWish>()
            .AddSingleton<ReleaseUnregistered>().AddSingleton<HandoverCodes>().AddSingleton<ContactOpenings>();
        CheckHiddenText.AddRoute(services, WishWords.Note);
        CheckHiddenText.AddRoute(services, WishWords.Comment);
        services.AddStandBy();
        services.AddStaffClaims();
        services.AddCallBacks();
    }

    public static void MapClaims(this IEndpointRouteBuilder app)
    {
        app.MapStaffClaims();
        var people = app.People("Wishes");
        people.MapGet("/me/claims", ListMyClaims.Handle).Read<Page<MyClaimView>>("ListMyClaims");
        people.MapGet("/me/claim-allowance", GetClaimAllowance.Handle).Read<ClaimAllowanceView>("GetClaimAllowance");
        people.MapPost("/wishes/{id}/claim", ClaimWish.Handle).Move<ClaimWishResponse>(
            "ClaimWish", NotFound, AccessDenied, Required, NotClaimable, AlreadyYours, OfferedToAnother, OwnClaim, ClaimLimit, ContactLimit, MemberUnavailable, LeaseOver);
        people.MapPost("/wishes/{id}/contact-reveals", RevealContact.Handle).Creation<RevealContactResponse>(
            "RevealContact", NotFound, AccessDenied, Required, LeaseOver, WrongState, ContactLimit);
        people.MapPost("/wishes/{id}/contacted", KeepClaim.Contacted).Move<WishView>("ContactedWish", NotFound, AccessDenied, LeaseOver, WrongState, AlreadyDone);
        people.MapPost("/wishes/{id}/extend", KeepClaim.Extend).Move<WishView>("ExtendClaim", NotFound, AccessDenied, LeaseOver, WrongState, ExtensionUsed);
        people.MapPost("/wishes/{id}/release", KeepClaim.Release).Move<WishView>("ReleaseClaim", NotFound, AccessDenied, LeaseOver, WrongState);
        people.MapPost("/wishes/{id}/deliver", DeliverWish.Handle).Move<WishView>(
            "DeliverWish", NotFound, AccessDenied, LeaseOver, WrongState, AlreadyDone, NotContactedYet, CodeWrong, CodeLocked, RiskyContent);
    }
}
