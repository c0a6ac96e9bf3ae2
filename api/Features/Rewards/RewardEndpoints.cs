using LinYuan.Api.Features.Points;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Lifecycles;
using LinYuan.Api.Shared.Privacy;
using static LinYuan.Api.Features.Rewards.RewardErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Rewards;

public static class RewardEndpoints
{
    public static IServiceCollection AddRewards(this IServiceCollection services)
    {
        services.AddOptions<RewardOptions>().BindConfiguration("Rewards").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<RewardStore>().AddSingleton<RewardViews>().AddSingleton<SetUpReward>();
        services.AddSingleton<RedemptionStore>().AddSingleton<RedemptionMoves>().AddSingleton<RedemptionNews>();
        services.AddSingleton<RedeemReward>().AddSingleton<CancelRedemption>().AddSingleton<HandOverRedemption>();
        services.AddSingleton<IJob, ReleaseRedemptions>();
        services.AddSingleton<IStateTable>(RedemptionLifecycle.Table);
        services.AddSingleton(new PersonalData("redemptions", RedemptionPersonalData.Export, RedemptionPersonalData.Erase));
        services.AddSingleton(new SealedColumn("redemptions", "code", "code_enc", RedemptionStore.CodePurpose, "code = NULL", Hash: "code_hash"));
        RedemptionNews.AddRoutes(services);
        return services;
    }

    public static void MapRewards(this IEndpointRouteBuilder app)
    {
        var people = app.People("Rewards");
        people.MapGet("/rewards", ListRewards.Handle).Read<Page<RewardView>>("ListRewards");
        people.MapGet("/rewards/{id}", GetReward.Handle).Read<RewardView>("GetReward", NotFound);
        people.MapPost("/redemptions", RedeemReward.Handle)
            .Creation<RedemptionView>("RedeemReward", NotAvailable, SoldOut, PersonLimit, PointErrors.Insufficient);
        people.MapGet("/me/redemptions", ListMyRedemptions.Handle).Read<Page<RedemptionView>>("ListMyRedemptions");
        people.MapGet("/me/redemptions/{id}", GetMyRedemption.Handle).Read<RedemptionView>("GetMyRedemption", NotFound);
        people.MapPost("/redemptions/{id}/cancel", CancelRedemption.Handle).Move<RedemptionView>("CancelRedemption", NotFound, WrongState);
        people.MapPost("/redemptions/hand-over", HandOverRedemption.HandOverAsKeeper)
            .Move<RedemptionView>("HandOverRedemptionAsKeeper", CodeWrong, CodeLocked, OwnCase, WrongState, Expired);

        var staff = app.Staff("Rewards");
        staff.MapGet("/rewards", ListStaffRewards.Handle).Read<Page<StaffRewardView>>("ListStaffRewards", NotFound);
        staff.MapPost("/rewards", SetUpReward.Create).Creation<StaffRewardView>("CreateReward", NotFound);
        staff.MapPatch("/rewards/{id}", SetUpReward.Change).Change<StaffRewardView>("ChangeReward", 200, NotFound, Changed, StockTooLow);
        staff.MapPost("/redemptions/{id}/hand-over", HandOverRedemption.HandOver)
            .Move<RedemptionView>("HandOverRedemption", NotFound, OwnCase, WrongState, Expired);
        staff.MapPost("/redemptions/hand-over", HandOverRedemption.HandOverByCode)
            .Move<RedemptionView>("HandOverRedemptionByCode", CodeWrong, CodeLocked, OwnCase, WrongState, Expired);

        app.Open("Points").MapGet("/points/solvency", GetPointSolvency.Handle).Read<PointSolvencyView>("GetPointSolvency");
    }
}
