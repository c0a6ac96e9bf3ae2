using LinYuan.Api.Features.CheckIns.Core;
using LinYuan.Api.Features.CheckIns.DisplayCodes;
using LinYuan.Api.Features.CheckIns.Mine;
using LinYuan.Api.Features.CheckIns.Review;
using LinYuan.Api.Features.CheckIns.Submitting;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Lifecycles;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Privacy;
using static LinYuan.Api.Features.CheckIns.Core.CheckInErrors;

namespace LinYuan.Api.Features.CheckIns;

public static class CheckInsModule
{
    public static IServiceCollection AddCheckIns(this IServiceCollection services)
    {
        services.AddOptions<CheckInOptions>().BindConfiguration("CheckIns").ValidateDataAnnotations()
            .Validate(options => options.ProvisionalFrom <= options.AcceptedFrom, "CheckIns:ProvisionalFrom must not be above CheckIns:AcceptedFrom")
            .Validate(options => options.Weights.Values.All(weight => weight is >= -100 and <= 100), "CheckIns:Weights must be between -100 and 100")
            .ValidateOnStart();
        services.AddSingleton<CheckInStore>().AddSingleton<CheckInReviewStore>().AddSingleton<CheckInDeviceStore>();
        services.AddSingleton<WeighEvidence>().AddSingleton<CheckInCredits>();
        services.AddSingleton<SubmitCheckIn>().AddSingleton<VisitEntry>().AddSingleton<DecideCheckIn>().AddSingleton<GetDisplayCode>();
        services.AddSingleton<IJob, MatureCheckIns>().AddSingleton<IJob, ForgetDevices>();
        services.AddSingleton<IStateTable>(CheckInLifecycle.Table);
        services.AddSingleton(CheckInAnswers.Page);
        services.AddSingleton(new OutboxRoute(CheckInMessages.CreditedKind, CheckInMessages.DeliverCredited) { MayComeTwice = false });
        services.AddSingleton(new PersonalData("checkIns", CheckInPersonalData.Export, CheckInPersonalData.Erase));
        services.AddSingleton(new PersonalData("checkInPhones", CheckInPersonalData.ExportPhones, CheckInPersonalData.ErasePhones));
        return services;
    }

    public static void MapCheckIns(this IEndpointRouteBuilder app)
    {
        var people = app.People("CheckIns");
        people.MapPost("/check-ins", SubmitCheckIn.Handle)
            .Creation<CheckInView>("SubmitCheckIn", RegistrationErrors.Required, StationErrors.Unknown, TooSoon);
        people.MapGet("/me/check-ins", ListMyCheckIns.Handle).Read<Page<MyCheckInView>>("ListMyCheckIns");
        people.MapGet("/me/check-ins/{id}", GetMyCheckIn.Handle).Read<MyCheckInView>("GetMyCheckIn", RequestErrors.NotFound);
        people.MapGet("/me/stations/{id}/display-code", GetDisplayCode.GetMy).Read<DisplayCodeView>("GetMyDisplayCode");
        people.MapGet("/me/station-check-ins", ListMyStationCheckIns.Handle).Read<Page<KeeperCheckInView>>("ListMyStationCheckIns");
        people.MapPost("/me/station-check-ins/{id}/seal", DecideCheckIn.SealMy).Move<KeeperCheckInView>("SealMyStationCheckIn", NotOpen, OwnCase);

        var staff = app.Staff("CheckIns");
        staff.MapGet("/stations/{id}/display-code", GetDisplayCode.Handle).Read<DisplayCodeView>("GetDisplayCode");
        staff.MapGet("/check-ins", ListCheckIns.Handle).Read<Page<StaffCheckInView>>("ListCheckIns");
        staff.MapGet("/check-ins/{id}", GetCheckIn.Handle).Read<StaffCheckInView>("GetCheckIn");
        staff.MapPost("/check-ins/{id}/seal", DecideCheckIn.Seal).Move<StaffCheckInView>("SealCheckIn", NotOpen, OwnCase);
        staff.MapPost("/check-ins/{id}/challenge", DecideCheckIn.Challenge).Move<StaffCheckInView>("ChallengeCheckIn", NotOpen, OwnCase, KeeperGains);
        staff.MapPost("/check-ins/{id}/accept", DecideCheckIn.Accept).Move<StaffCheckInView>("AcceptCheckIn", NotOpen, OwnCase, KeeperGains);
        staff.MapPost("/check-ins/{id}/reject", DecideCheckIn.Reject).Move<StaffCheckInView>("RejectCheckIn", NotOpen, OwnCase, KeeperGains);
        staff.MapPost("/check-ins/{id}/reverse", DecideCheckIn.Reverse).Move<StaffCheckInView>("ReverseCheckIn", NotOpen, OwnCase, KeeperGains);
    }
}
