using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Time;
using LinYuan.Seeding.People;
using LinYuan.Seeding.Places;
using LinYuan.Seeding.Stations;
using LinYuan.Seeding.Wishes;
using Microsoft.Extensions.DependencyInjection;

namespace LinYuan.Seeding;

/// <summary>The parts of the demo data in their order: later ones point at rows of earlier ones.</summary>
internal static class DemoStages
{
    public static IReadOnlyList<Stage> All(IServiceProvider services)
    {
        var cipher = services.GetRequiredService<FieldCipher>();
        var now = services.GetRequiredService<TimeProvider>().Now();
        return
        [
            AreaStage.Make(),
            UnitStage.Make(),
            UserStage.Make(now),
            RegistrationStage.Make(cipher, now),
            StationStage.Make(now),
            WishStage.Make(cipher, now),
            CheckInStage.Make(now),
        ];
    }
}
