using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Jobs;
using static LinYuan.Api.Features.Registrations.RegistrationErrors;
using static LinYuan.Api.Features.Wishes.WishErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Wishes;

/// <summary>众筹微心愿: pledges of items and quantities, never of money.</summary>
public static class CrowdEndpoints
{
    public static void AddCrowdWishes(this IServiceCollection services)
    {
        services.AddSingleton<CrowdStore>().AddSingleton<PledgeStore>().AddSingleton<CrowdPledging>().AddSingleton<CrowdOutcomes>();
        services.AddSingleton<PledgeItems>().AddSingleton<WithdrawPledge>().AddSingleton<ReceivePledge>().AddSingleton<ResolveCrowd>();
        services.AddSingleton<IJob, EndPledging>().AddSingleton<IJob, ExpirePledges>();
    }

    public static void MapCrowdWishes(this IEndpointRouteBuilder app)
    {
        var people = app.People("Wishes");
        people.MapPost("/wishes/{id}/pledges", PledgeItems.Handle).Creation<PledgeView>("PledgeItems", NotFound, Required, OwnClaim, PledgeExceeds, WrongState);
        people.MapDelete("/wishes/{id}/pledges/{pledgeId}", WithdrawPledge.Handle).Removal("WithdrawPledge", NotFound, WrongState);
        people.MapGet("/me/pledges", ListMyPledges.Handle).Read<Page<MyPledgeView>>("ListMyPledges");

        var staff = app.Staff("Wishes");
        staff.MapGet("/wishes/{id}/pledges", ListPledges.Handle).Read<Page<StaffPledgeView>>("ListPledges", NotFound, WishErrors.OwnCase);
        staff.MapPost("/wishes/{id}/pledges/{pledgeId}/received", ReceivePledge.Handle).Move<WishView>("ReceivePledge", NotFound, WishErrors.OwnCase, WrongState);
        staff.MapPost("/wishes/{id}/hand-over", HandOverWish.Handle).Move<WishView>("HandOverWish", NotFound, WishErrors.OwnCase, WrongState, NotAllReceived);
        staff.MapPost("/wishes/{id}/resolve-crowd", ResolveCrowd.Handle).Move<WishView>(
            "ResolveCrowd", NotFound, WishErrors.OwnCase, WrongState, NothingPledged, ExtensionUsed, WeChatRefusals.RiskyContent, WishErrors.PersonalDetails);
    }
}
