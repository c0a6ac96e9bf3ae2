using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Lifecycles;
using LinYuan.Api.Shared.Privacy;
using static LinYuan.Api.Features.Registrations.RegistrationErrors;
using static LinYuan.Api.Features.Wishes.WishErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;
using static LinYuan.Api.Shared.Http.WeChatRefusals;

namespace LinYuan.Api.Features.Wishes;

public static class WishEndpoints
{
    public static IServiceCollection AddWishes(this IServiceCollection services)
    {
        services.AddOptions<WishOptions>().BindConfiguration("Wishes").ValidateDataAnnotations()
            .Validate(options => options.RemindAt.All(share => share is > 0 and < 1), "Wishes:RemindAt must be shares between 0 and 1").ValidateOnStart();
        services.AddSingleton<WishStore>().AddSingleton<WishClaimStore>().AddSingleton<WishOutcomeStore>().AddSingleton<WishOutcomes>();
        services.AddSingleton<WishAccess>();
        services.AddSingleton<PostWish>().AddSingleton<ClaimWish>().AddSingleton<KeepClaim>().AddSingleton<DeliverWish>();
        services.AddSingleton<JudgeDelivery>().AddSingleton<ReviewWish>();
        services.AddSingleton<ExpireWishLeases>().AddSingleton<IJob>(provider => provider.GetRequiredService<ExpireWishLeases>());
        services.AddSingleton<IJob, RemindClaimers>().AddSingleton<IJob, CloseSilentDeliveries>();
        services.AddSingleton<IStateTable>(WishLifecycle.Table);
        services.AddSingleton(new PersonalData("wishes", WishPersonalData.Export, WishPersonalData.Erase));
        services.AddWishNews();
        services.AddCrowdWishes();
        return services;
    }

    public static void MapWishes(this IEndpointRouteBuilder app)
    {
        app.MapWishNews();
        app.MapCrowdWishes();
        var people = app.People("Wishes");
        people.MapPost("/wishes", PostWish.Handle).Creation<WishView>("PostWish", RiskyContent);
        people.MapGet("/wishes/{id}", GetWish.Handle).Read<WishView>("GetWish", NotFound);
        people.MapGet("/wishes/{id}/timeline", GetWishTimeline.Handle).Read<Whole<WishEventView>>("GetWishTimeline", NotFound);
        people.MapGet("/wishes/{id}/contact-reveals", ListContactReveals.Handle).Read<Whole<ContactRevealView>>("ListContactReveals", NotFound, AccessDenied);
        people.MapGet("/wishes/{id}/handover-code", GetHandoverCode.Handle).Read<HandoverCodeView>("GetHandoverCode", NotFound, AccessDenied, WrongState);
        people.MapGet("/me/wishes", ListMyWishes.Handle).Read<Page<WishView>>("ListMyWishes");
        people.MapGet("/me/claims", ListMyClaims.Handle).Read<Page<MyClaimView>>("ListMyClaims");

        // The claimer
        people.MapPost("/wishes/{id}/claim", ClaimWish.Handle).Move<ClaimWishResponse>("ClaimWish", NotFound, Required, NotClaimable, OwnClaim, ClaimLimit, LeaseOver);
        people.MapPost("/wishes/{id}/contact-reveals", RevealContact.Handle).Creation<RevealContactResponse>("RevealContact", NotFound, AccessDenied, LeaseOver, WrongState);
        people.MapPost("/wishes/{id}/contacted", KeepClaim.Contacted).Move<WishView>("ContactedWish", NotFound, AccessDenied, LeaseOver, WrongState);
        people.MapPost("/wishes/{id}/extend", KeepClaim.Extend).Move<WishView>("ExtendClaim", NotFound, AccessDenied, LeaseOver, WrongState, ExtensionUsed);
        people.MapPost("/wishes/{id}/release", KeepClaim.Release).Move<WishView>("ReleaseClaim", NotFound, AccessDenied, LeaseOver, WrongState);
        people.MapPost("/wishes/{id}/deliver", DeliverWish.Handle).Move<WishView>(
            "DeliverWish", NotFound, AccessDenied, LeaseOver, WrongState, NotContactedYet, CodeWrong, CodeLocked, RiskyContent, Unavailable);

        // The resident
        people.MapPost("/wishes/{id}/submit", ResubmitWish.Handle).Move<WishView>("ResubmitWish", NotFound, AccessDenied, WrongState, RiskyContent);
        people.MapPost("/wishes/{id}/confirm", JudgeDelivery.Confirm).Move<WishView>("ConfirmWish", NotFound, AccessDenied, WrongState, RiskyContent, Unavailable);
        people.MapPost("/wishes/{id}/dispute", JudgeDelivery.Dispute).Move<WishView>("DisputeWish", NotFound, AccessDenied, WrongState);
        people.MapPost("/wishes/{id}/withdraw", WithdrawWish.Handle).Move<WishView>("WithdrawWish", NotFound, AccessDenied, WrongState);

        var staff = app.Staff("Wishes");
        staff.MapGet("/wishes", ListWishesToReview.Handle).Read<Page<WishView>>("ListWishesToReview", NotFound);
        staff.MapPost("/wishes/{id}/approve", ReviewWish.Approve).Move<WishView>("ApproveWish", NotFound, WishErrors.OwnCase, WrongState, RiskyContent, WishErrors.PersonalDetails);
        staff.MapPost("/wishes/{id}/ask-changes", ReviewWish.AskChanges).Move<WishView>("AskWishChanges", NotFound, WishErrors.OwnCase, WrongState);
        staff.MapPost("/wishes/{id}/reject", ReviewWish.Reject).Move<WishView>("RejectWish", NotFound, WishErrors.OwnCase, WrongState);
        staff.MapPost("/wishes/{id}/cannot", ReviewWish.Cannot).Move<WishView>("CannotFulfilWish", NotFound, WishErrors.OwnCase, WrongState);
        staff.MapPost("/wishes/{id}/resolve-dispute", ReviewWish.ResolveDispute).Move<WishView>("ResolveWishDispute", NotFound, WishErrors.OwnCase, WrongState);

        var open = app.Open("Wishes");
        open.MapGet("/wishes", ListWishes.Handle).Read<Page<PublicWishView>>("ListWishes");
        open.MapGet("/wishes/{id}", GetPublicWish.Handle).Read<PublicWishView>("GetPublicWish", NotFound);
    }
}
