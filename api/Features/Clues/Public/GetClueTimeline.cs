using FastEndpoints;
using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Cases;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Clues.Public;

/// <param name="By">In which role it was done; names are nobody's business here.</param>
/// <param name="Words">For those concerned; a reporter reads what was written to them and by them.</param>
public sealed record ClueEventView(DateTimeOffset At, ClueAction Action, ClueStatus? From, ClueStatus To, ClueActor By, string? Words);

/// <summary>The caller reads what happened to a clue so far, as far as it is for them.</summary>
public sealed class GetClueTimeline(ClueCases clues, ClueHands hands, Db db) : ReadOperation<EmptyRequest, Whole<ClueEventView>>
{
    /// <summary>What staff write is for each other unless it stands here.</summary>
    private static readonly HashSet<ClueAction> ToTheReporter =
    [
        ClueAction.Refuse, ClueAction.MarkFalse, ClueAction.AskReporter, ClueAction.Resolve, ClueAction.Close, ClueAction.ConfirmUnreasonable,
        ClueAction.DecideUnreasonable, ClueAction.RecordCallBack,
    ];

    /// <summary>What two people of the street discuss between them is no news before they agree.</summary>
    private static readonly HashSet<ClueAction> AmongStaff = [ClueAction.ProposeUnreasonable, ClueAction.DropUnreasonable];

    /// <summary>A judgement on the reporter is for those whom the clue's view shows the mark.</summary>
    private static readonly HashSet<ClueAction> OfTheMark =
        [.. AmongStaff, ClueAction.ConfirmUnreasonable, ClueAction.AppealUnreasonable, ClueAction.DecideUnreasonable];

    public override void Configure()
    {
        Get("/clues/{id}/timeline");
        Group<People>();
        Reads(NotFound);
    }

    protected override async Task<Whole<ClueEventView>> Read(EmptyRequest request, CancellationToken ct)
    {
        var seen = await clues.See(Id.Value, Caller);
        var (all, helps) = await db.Read(async session =>
            (await clues.Timeline(session, Id.Value), await hands.Helps(session, seen.Case, Caller)));
        var works = helps || seen.Roles.Contains(ClueActor.Desk) || seen.Roles.Contains(ClueActor.Owner);
        var isReporter = seen.Roles.Contains(ClueActor.Reporter);
        return new Whole<ClueEventView>(
        [
            .. all.Where(entry => IsShown(entry.Action, seen.Roles)).Select(entry => new ClueEventView(
                entry.At, entry.Action, entry.From, entry.To, entry.Actor,
                works || entry.ActorId == Caller.UserId || isReporter && ToTheReporter.Contains(entry.Action) ? entry.Words : null)),
        ]);
    }

    private static bool IsShown(ClueAction action, IReadOnlyList<ClueActor> roles) =>
        !OfTheMark.Contains(action) || roles.Contains(ClueActor.Desk) || roles.Contains(ClueActor.Reporter) && !AmongStaff.Contains(action);
}
