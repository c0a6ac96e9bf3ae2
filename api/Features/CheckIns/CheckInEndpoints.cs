using LinYuan.Api.Features.Registrations;
using LinYuan.Api.Features.Stations;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.CheckIns;

public static class CheckInEndpoints
{
    public static IServiceCollection AddCheckIns(this IServiceCollection services)
    {
        services.AddOptions<CheckInOptions>().BindConfiguration("CheckIns").ValidateDataAnnotations()
            .Validate(options => options.ProvisionalFrom <= options.AcceptedFrom, "CheckIns:ProvisionalFrom must not be above CheckIns:AcceptedFrom")
            .Validate(options => options.Weights.Values.All(weight => weight is >= -100 and <= 100), "CheckIns:Weights must be between -100 and 100")
            .ValidateOnStart();
        services.AddSingleton<CheckInStore>();
        services.AddSingleton<SubmitCheckIn>();
        services.AddSingleton(new OutboxRoute(CheckInMessages.CreditedKind, CheckInMessages.DeliverCredited));
        // Nothing to erase: a check-in names nobody, and once the account is erased its number leads to no one. The points that it
        // explains stay explained.
        services.AddSingleton(new PersonalData("checkIns", CheckInPersonalData.Export, (_, _, _) => Task.CompletedTask));
        return services;
    }

    public static void MapCheckIns(this IEndpointRouteBuilder app)
    {
        var people = app.People("CheckIns");
        people.MapPost("/check-ins", SubmitCheckIn.Handle)
            .Creation<CheckInView>("SubmitCheckIn", RegistrationErrors.Required, StationErrors.Unknown, CheckInErrors.TooSoon);
        people.MapGet("/me/check-ins", ListMyCheckIns.Handle).Read<Page<MyCheckInView>>("ListMyCheckIns");
        people.MapGet("/me/check-ins/{id}", GetMyCheckIn.Handle).Read<MyCheckInView>("GetMyCheckIn", RequestErrors.NotFound);
    }
}
