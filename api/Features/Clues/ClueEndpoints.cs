using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Lifecycles;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Time;
using ContactRevealView = LinYuan.Api.Features.Wishes.ContactRevealView;
using WishErrors = LinYuan.Api.Features.Wishes.WishErrors;
using static LinYuan.Api.Features.Clues.ClueErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;
using static LinYuan.Api.Shared.Http.WeChatRefusals;

namespace LinYuan.Api.Features.Clues;

public static class ClueEndpoints
{
    public static IServiceCollection AddClues(this IServiceCollection services)
    {
        services.AddOptions<ClueOptions>().BindConfiguration("Clues").ValidateDataAnnotations()
            .Validate(options => options.IsComplete, "Clues: each urgency needs a deadline, each class an urgency, and DeskOpens comes before DeskCloses")
            .ValidateOnStart();
        services.AddWorkingDays();
        services.AddSingleton<DeskHours>();
        services.AddSingleton<ClueStore>().AddSingleton<ClueListStore>().AddSingleton<ClueEventStore>().AddSingleton<CluePeopleStore>();
        services.AddSingleton<ClueMarkStore>().AddSingleton<ClueAccess>().AddSingleton<ClueViews>().AddSingleton<ClueSteps>();
        services.AddSingleton<ClueClock>().AddSingleton<ClueMoves>().AddSingleton<ClueMessages>().AddSingleton<TellClueFollowers>();
        services.AddSingleton<SubmitClue>().AddSingleton<FollowClue>().AddSingleton<ReporterSteps>().AddSingleton<CallBackClue>();
        services.AddSingleton<ClueCalls>().AddSingleton<ClueRevealStore>().AddSingleton<RecordClueCallBack>();
        services.AddSingleton<ClueHands>().AddSingleton<TakeBackClues>();
        ClueGate.Add(services);
        EmergencyFirst.Add(services);
        services.AddSingleton<DeskSteps>().AddSingleton<ClueOwners>().AddSingleton<DispatchClue>().AddSingleton<ClueRewards>();
        services.AddSingleton<OwnerSteps>().AddSingleton<JudgeClue>().AddSingleton<MarkUnreasonable>();
        services.AddSingleton<IJob, RunClueTimers>().AddSingleton<IJob, FlagLateClues>();
        services.AddSingleton<IStateTable>(ClueLifecycle.Table).AddSingleton<IStateTable>(ClueMarkLifecycle.Table);
        services.AddSingleton(new PersonalData("clues", CluePersonalData.Export, CluePersonalData.Erase));
        services.AddSingleton(SealedColumn.Of("clues", "legal_route", ClueStore.WordsPurpose)).AddSingleton(new SealedColumn(
            "clues", "CONCAT(latitude, ',', longitude)", "point_enc", ClueStore.PointPurpose, "latitude = ROUND(latitude, 3), longitude = ROUND(longitude, 3)"));
        ClueMessages.AddRoutes(services);
        TellClueFollowers.AddRoutes(services);
        return services;
    }

    public static void MapClues(this IEndpointRouteBuilder app)
    {
        app.MapReporting();
        app.MapDesk();
        app.MapOwner();
        app.MapJudging();
        var open = app.Open("Clues");
        open.MapGet("/clue-classes", ListClueClasses.Handle).Read<ClueClassesView>("ListClueClasses");
        open.MapGet("/clues", ListClues.Handle).Read<Page<PublicClueView>>("ListClues");
        open.MapGet("/clues/{id}", GetPublicClue.Handle).Read<PublicClueView>("GetPublicClue", NotFound);
    }

    /// <summary>Those who report and those who saw the same.</summary>
    private static void MapReporting(this IEndpointRouteBuilder app)
    {
        var people = app.People("Clues");
        people.MapPost("/clues", SubmitClue.Handle).Creation<ClueView>("SubmitClue", CallEmergencyFirst, RiskyContent);
        people.MapGet("/clues/{id}", GetClue.Handle).Read<ClueView>("GetClue", NotFound);
        people.MapGet("/clues/{id}/timeline", GetClueTimeline.Handle).Read<Whole<ClueEventView>>("GetClueTimeline", NotFound);
        people.MapGet("/me/clues", ListMyClues.Handle).Read<Page<ClueView>>("ListMyClues");
        people.MapGet("/me/followed-clues", ListFollowedClues.Handle).Read<Page<PublicClueView>>("ListFollowedClues");
        people.MapPost("/clues/{id}/follow", FollowClue.Follow).Move<ClueFollowView>("FollowClue", NotFound, OwnFollow);
        people.MapDelete("/clues/{id}/follow", FollowClue.Unfollow).Removal("UnfollowClue", NotFound);
        people.MapPost("/clues/{id}/mute", FollowClue.Mute).Move<ClueFollowView>("MuteClue", NotFound);
        people.MapDelete("/clues/{id}/mute", FollowClue.Unmute).Removal("UnmuteClue", NotFound);
        people.MapPost("/clues/{id}/answer", ReporterSteps.Answer).Move<ClueView>("AnswerClue", NotFound, AccessDenied, WrongState, AlreadyDone, RiskyContent);
        people.MapPost("/clues/{id}/appeal", ReporterSteps.Appeal).Move<ClueView>("AppealClue", NotFound, AccessDenied, WrongState, AlreadyDone, AppealUsed, AppealOver, RiskyContent);
        people.MapPost("/clues/{id}/call-back", CallBackClue.Handle).Move<ClueView>("CallBackClue", NotFound, AccessDenied, WrongState, AlreadyDone, CallBackOver, RiskyContent);
        people.MapGet("/clues/{id}/contact-reveals", ListClueContactReveals.Handle).Read<Whole<ContactRevealView>>("ListClueContactReveals", NotFound, AccessDenied);
        people.MapPost("/clues/{id}/appeal-unreasonable", MarkUnreasonable.AppealUnreasonable).Move<ClueView>("AppealUnreasonableClue", NotFound, AccessDenied, WrongState, AlreadyDone, AppealOver, RiskyContent);
    }

    private static void MapDesk(this IEndpointRouteBuilder app)
    {
        var staff = app.Staff("Clues");
        staff.MapGet("/clues", ListCluesToHandle.Handle).Read<Page<ClueView>>("ListCluesToHandle", NotFound);
        staff.MapGet("/clues/{id}/possible-owners", ListPossibleClueOwners.Handle).Read<Whole<PossibleOwnerView>>("ListPossibleClueOwners", NotFound, AccessDenied, OwnCase);
        staff.MapPost("/clues/{id}/accept", DeskSteps.Accept).Move<ClueView>("AcceptClue", NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, AppealElsewhere, PersonalDetails, RiskyContent);
        staff.MapPost("/clues/{id}/refuse", DeskSteps.Refuse).Move<ClueView>("RefuseClue", NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, AppealElsewhere);
        staff.MapPost("/clues/{id}/merge", DeskSteps.Merge).Move<ClueView>("MergeClue", NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, AppealElsewhere, MergeTarget);
        staff.MapPost("/clues/{id}/mark-false", DeskSteps.MarkFalse).Move<ClueView>("MarkFalseClue", NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, AppealElsewhere, BackStop);
        staff.MapPost("/clues/{id}/dispatch", DispatchClue.Handle).Move<ClueView>("DispatchClue", NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, OwnerUnsuitable, BackStop);
        staff.MapGet("/clue-call-backs", ListClueCallBacks.Handle).Read<Page<ClueView>>("ListClueCallBacks", NotFound);
        staff.MapPost("/clues/{id}/contact-reveals", RecordClueCallBack.RevealReporterPhone).Creation<RevealReporterPhoneResponse>("RevealReporterPhone", NotFound, AccessDenied, OwnCase, SamePerson, CallNotDue, NoPhone, WishErrors.ContactLimit);
        staff.MapPost("/clues/{id}/call-back", RecordClueCallBack.Handle).Move<ClueView>("RecordClueCallBack", NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, SamePerson, CallNotDue, NoPhone, CallFirst, PersonalDetails);
    }

    /// <summary>The owner, who may be a part-time grid worker and no staff.</summary>
    private static void MapOwner(this IEndpointRouteBuilder app)
    {
        app.People("Clues").MapGet("/me/clues-in-hand", ListCluesInHand.Handle).Read<Page<ClueView>>("ListCluesInHand");
        var owner = app.OwnersOfClues();
        owner.MapPost("/clues/{id}/sign", OwnerSteps.Sign).Move<ClueView>("SignClue", NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone);
        owner.MapPost("/clues/{id}/return", OwnerSteps.Return).Move<ClueView>("ReturnClue", NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, NoMoreReturns, RiskyContent);
        owner.MapPost("/clues/{id}/ask-reporter", OwnerSteps.AskReporter).Move<ClueView>("AskReporterOfClue", NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, NoMoreWaiting, ReporterGone, RiskyContent);
        owner.MapPost("/clues/{id}/extend", OwnerSteps.Extend).Move<ClueView>("ExtendClue", NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, ExtensionAsked, ExtensionLimit, RiskyContent);
        owner.MapPost("/clues/{id}/resolve", OwnerSteps.Resolve).Move<ClueView>("ResolveClue", NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, PersonalDetails, RiskyContent);
    }

    /// <summary>The street and the district.</summary>
    private static void MapJudging(this IEndpointRouteBuilder app)
    {
        var staff = app.Staff("Clues");
        staff.MapPost("/clues/{id}/decide-extension", JudgeClue.DecideExtension).Move<ClueView>("DecideClueExtension", NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, SamePerson, NoExtension);
        staff.MapPost("/clues/{id}/close", JudgeClue.Close).Move<ClueView>("CloseClue", NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, SamePerson, PersonalDetails, RiskyContent);
        staff.MapPost("/clues/{id}/propose-unreasonable", MarkUnreasonable.ProposeUnreasonable).Move<ClueView>("ProposeUnreasonableClue", NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, SamePerson);
        staff.MapPost("/clues/{id}/confirm-unreasonable", MarkUnreasonable.ConfirmUnreasonable).Move<ClueView>("ConfirmUnreasonableClue", NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, SamePerson);
        staff.MapPost("/clues/{id}/decide-unreasonable", MarkUnreasonable.DecideUnreasonable).Move<ClueView>("DecideUnreasonableClue", NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, SamePerson);
    }
}
