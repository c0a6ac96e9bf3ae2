using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Jobs;
using static LinYuan.Api.Features.Registrations.RegistrationErrors;
using static LinYuan.Api.Features.Wishes.WishErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Wishes;

/// <summary>候补: who takes a wish on when its helper does not.</summary>
public static class StandByEndpoints
{
    public static void AddStandBy(this IServiceCollection services)
    {
        services.AddSingleton<StandByStore>().AddSingleton<StandByOffers>().AddSingleton<StandByForWish>();
        services.AddSingleton<IJob, PassOnOffers>();
    }

    public static void MapStandBy(this IEndpointRouteBuilder app)
    {
        var people = app.People("Wishes");
        people.MapPost("/wishes/{id}/stand-by", StandByForWish.Join).Move<StandByView>(
            "StandByForWish", NotFound, Required, OwnClaim, AlreadyYours, WrongState, StandByLimit, StandByFull);
        people.MapDelete("/wishes/{id}/stand-by", StandByForWish.Leave).Removal("LeaveStandBy", NotFound);
        people.MapPost("/wishes/{id}/stand-by/decline", StandByForWish.Decline).Move<WishView>("DeclineOffer", NotFound, WrongState);
        people.MapGet("/me/stand-bys", ListMyStandBys.Handle).Read<Page<MyStandByView>>("ListMyStandBys");
    }
}
