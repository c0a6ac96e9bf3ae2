using LinYuan.Api.Features.Clues.Calls;
using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Features.Clues.Owners;
using LinYuan.Api.Features.Clues.Reporting;
using LinYuan.Api.Features.Registrations.GridWorkers.Core;
using LinYuan.Api.Shared.Cases;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Clues;

/// <summary>What the area registers; its operations are found by themselves.</summary>
public static class CluesModule
{
    /// <summary>Where the public answers are kept that are made of clues.</summary>
    public const string Shelf = "clues";

    public static IServiceCollection AddClues(this IServiceCollection services)
    {
        services.AddOptions<ClueOptions>().BindConfiguration("Clues").ValidateDataAnnotations()
            .Validate(options => options.IsComplete, "Clues: each urgency needs a deadline, each class an urgency, and DeskOpens comes before DeskCloses")
            .ValidateOnStart();
        services.AddCaseKind<ClueCases, ClueStatus, ClueAction, ClueActor>("clues", ClueLifecycle.Table, ClueNews.Table);
        services.AddSingleton(new AnswerShelf(Shelf, "clues", "case_people", "clue_marks", "areas"));
        services.AddLifecycle(ClueMarkLifecycle.Table);
        services.AddSingleton<ClueStore>().AddSingleton<ClueListStore>().AddSingleton<ClueMarkStore>().AddSingleton<ClueRevealStore>();
        services.AddSingleton<ClueHands>().AddSingleton<ClueFollowUps>().AddSingleton<ClueRewards>().AddSingleton<ClueViews>();
        services.AddSingleton<ClueCalls>().AddSingleton<ReporterPhone>();
        services.AddWorkingDays();
        services.AddSingleton<DeskHours>().AddSingleton<ReporterKinds>().AddSingleton<SimilarClues>();
        services.AddSingleton<TakeBackClues>();
        services.AddSingleton<AppointmentEnded>(provider => provider.GetRequiredService<TakeBackClues>().FromGridWorker);
        services.AddSingleton(SealedColumn.Of("clues", "legal_route", ClueStore.WordsPurpose)).AddSingleton(new SealedColumn(
            "clues", "CONCAT(latitude, ',', longitude)", "point_enc", ClueStore.PointPurpose, "latitude = ROUND(latitude, 3), longitude = ROUND(longitude, 3)"));
        ClueGate.Add(services);
        EmergencyFirst.Add(services);
        return services;
    }
}
