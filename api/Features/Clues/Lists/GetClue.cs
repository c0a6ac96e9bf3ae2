using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Clues;

/// <summary>The clue as the caller may see it, in whatever role.</summary>
public static class GetClue
{
    public static async Task<ClueView> Handle(EntityId id, Caller caller, ClueAccess access, ClueViews views, Db db, TimeProvider time)
    {
        var seen = await access.Visible(id, caller);
        return await db.Read(session => views.For(session, caller, seen.Clue, seen.CommunityName, time.Now()));
    }
}

/// <summary>The clue as anyone may see it, once staff have written a public text.</summary>
public static class GetPublicClue
{
    public static async Task<PublicClueView> Handle(EntityId id, Db db, ClueStore clues, AreaStore areas) =>
        await db.Read(session => clues.Find(session, id.Value)) is { IsListed: true } clue
            ? ClueViews.Public(clue, await areas.NameOf(clue.Area.CommunityId))
            : throw new Refusal(RequestErrors.NotFound);
}

/// <param name="By">In which role it was done; names are nobody's business here.</param>
/// <param name="Words">For those concerned; a reporter reads what was written to them and by them.</param>
public sealed record ClueEventView(DateTimeOffset At, ClueAction Action, ClueStatus? From, ClueStatus To, ClueActor By, string? Words);

/// <summary>What happened to the clue so far, for all who may see it.</summary>
public static class GetClueTimeline
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

    public static async Task<Whole<ClueEventView>> Handle(
        EntityId id, Caller caller, ClueAccess access, ClueHands hands, ClueEventStore events, Db db)
    {
        var clue = (await access.Visible(id, caller)).Clue;
        var roles = clue.RolesOf(caller);
        var (all, helps) = await db.Read(async session =>
            (await events.List(session, id.Value), await hands.Helps(session, clue, caller)));
        var works = helps || roles.Contains(ClueActor.Desk) || roles.Contains(ClueActor.Owner);
        var isReporter = roles.Contains(ClueActor.Reporter);
        return new Whole<ClueEventView>(
        [
            .. all.Where(entry => IsShown(entry.Action, roles)).Select(entry => new ClueEventView(
                entry.At, entry.Action, entry.FromStatus, entry.ToStatus, entry.Actor,
                works || entry.ActorId == caller.UserId || isReporter && ToTheReporter.Contains(entry.Action) ? entry.Words : null)),
        ]);
    }

    private static bool IsShown(ClueAction action, IReadOnlyList<ClueActor> roles) =>
        !OfTheMark.Contains(action) || roles.Contains(ClueActor.Desk) || roles.Contains(ClueActor.Reporter) && !AmongStaff.Contains(action);
}
