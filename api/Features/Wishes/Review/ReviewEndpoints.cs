using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Time;
using static LinYuan.Api.Features.Wishes.WishErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;
using static LinYuan.Api.Shared.Http.WeChatRefusals;

namespace LinYuan.Api.Features.Wishes;

/// <summary>The review of wishes: the queue, the decisions, appeals, escalation, later changes of the public text.</summary>
public static class ReviewEndpoints
{
    public static void AddWishReview(this IServiceCollection services)
    {
        services.AddWorkingDays();
        services.AddSingleton<ReviewStore>().AddSingleton<AppealWish>().AddSingleton<EditPublicText>().AddSingleton<WishVersions>();
        services.AddSingleton<IJob, EscalateReviews>().AddSingleton<IJob, ForgetRejectedContacts>();
    }

    public static void MapWishReview(this IEndpointRouteBuilder app)
    {
        app.People("Wishes").MapPost("/wishes/{id}/appeal", AppealWish.Handle).Move<WishView>(
            "AppealWish", [NotFound, AccessDenied, WrongState, AppealUsed, AppealOver, .. ProxyEndpoints.OnBehalf]);

        var staff = app.Staff("Wishes");
        staff.MapGet("/wishes", ListWishesToReview.Handle).Read<Page<WishView>>("ListWishesToReview", NotFound);
        staff.MapPost("/wishes/{id}/approve", ReviewWish.Approve).Move<WishView>("ApproveWish", NotFound, WishErrors.OwnCase, AppealElsewhere, WrongState, CaseChanged, OverValueCap, RiskyContent, WishErrors.PersonalDetails);
        staff.MapPost("/wishes/{id}/ask-changes", ReviewWish.AskChanges).Move<WishView>("AskWishChanges", NotFound, WishErrors.OwnCase, AppealElsewhere, WrongState, CaseChanged);
        staff.MapPost("/wishes/{id}/reject", ReviewWish.Reject).Move<WishView>("RejectWish", NotFound, WishErrors.OwnCase, AppealElsewhere, WrongState, CaseChanged);
        staff.MapPost("/wishes/{id}/cannot", ReviewWish.Cannot).Move<WishView>("CannotFulfilWish", NotFound, WishErrors.OwnCase, WrongState, CaseChanged, RiskyContent, WishErrors.PersonalDetails);
        staff.MapPost("/wishes/{id}/edit-public-text", EditPublicText.Handle).Move<WishView>(
            "EditPublicText", NotFound, WishErrors.OwnCase, WrongState, CaseChanged, TextChanged, RiskyContent, WishErrors.PersonalDetails);
    }
}
