using LinYuan.Api.Shared.Http;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Registrations;

/// <summary>单位, 联络员, 结对.</summary>
public static class UnitEndpoints
{
    public static void AddUnits(this IServiceCollection services) =>
        services.AddSingleton<UnitStore>().AddSingleton<SetUpUnit>().AddSingleton<UnitSecretaries>().AddSingleton<UnitPairings>();

    public static void MapUnits(this IEndpointRouteBuilder app)
    {
        var open = app.Open("Registrations");
        open.MapGet("/units", ListUnits.Handle).Read<Page<UnitView>>("ListUnits");

        var people = app.People("Registrations");
        people.MapGet("/units/{id}/members", ListUnitMembers.Handle).Read<Page<GroupMemberView>>("ListUnitMembers", NotFound, AccessDenied);

        var staff = app.Staff("Registrations");
        staff.MapPost("/units", SetUpUnit.Create).Creation<StaffUnitView>("CreateUnit", NotFound, UnitErrors.NameTaken);
        staff.MapGet("/units/{id}", GetUnit.Handle).Read<StaffUnitView>("GetUnit", NotFound);
        staff.MapPatch("/units/{id}", SetUpUnit.Change).Change<StaffUnitView>("ChangeUnit", 200, NotFound, UnitErrors.NameTaken);
        staff.MapGet("/units/{id}/secretaries", UnitSecretaries.List).Read<Page<SecretaryView>>("ListSecretaries", NotFound);
        staff.MapPost("/units/{id}/secretaries", UnitSecretaries.Appoint).Creation<SecretaryView>("AppointSecretary", NotFound);
        staff.MapDelete("/units/{id}/secretaries/{memberId}", UnitSecretaries.Dismiss).Removal("DismissSecretary", NotFound);
        staff.MapGet("/units/{id}/pairings", UnitPairings.List).Read<Page<PairingView>>("ListPairings", NotFound);
        staff.MapPost("/units/{id}/pairings", UnitPairings.Pair).Creation<PairingView>("PairCommunity", NotFound);
        staff.MapDelete("/units/{id}/pairings/{communityId}", UnitPairings.Unpair).Removal("UnpairCommunity", NotFound);
    }
}
