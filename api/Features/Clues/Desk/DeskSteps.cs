using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Clues;

/// <param name="Class">The reporter's, when left out.</param>
/// <param name="Urgency">Decides the deadline.</param>
/// <param name="PublicText">What everyone reads; without it the clue is in no public list.</param>
public sealed record AcceptClueRequest(
    ClueClass? Class, [property: Needed] ClueUrgency? Urgency, [property: Text(5, 500, Optional = true)] string? PublicText);

/// <param name="LegalRoute">Where the reporter can turn instead: a court, an office, a number.</param>
public sealed record RefuseClueRequest([property: Text(2, 200)] string Reason, [property: Text(2, 300)] string LegalRoute);

public sealed record MergeClueRequest([property: Needed] EntityId? Into);

/// <summary>A reason that the reporter reads.</summary>
public sealed record ClueReasonRequest([property: Text(2, 200)] string Reason);

/// <summary>What the desk decides on a report; after an appeal, the street.</summary>
public sealed class DeskSteps(
    ClueSteps steps, ClueStore clues, CluePeopleStore people, ClueRewards rewards, MemberStore members, TextChecks texts, IOptions<ClueOptions> options)
{
    private readonly ClueSteps steps = steps;
    private readonly CluePeopleStore people = people;
    private readonly ClueRewards rewards = rewards;
    private readonly ClueOptions options = options.Value;

    /// <summary>The desk takes a clue on; its deadline runs from here.</summary>
    public static Task<IResult> Accept(EntityId id, AcceptClueRequest body, Caller caller, IdempotentCall call, DeskSteps desk) =>
        desk.Accept(id, body, caller, call);

    /// <summary>The desk says why a clue is not for it, and who is responsible.</summary>
    public static Task<IResult> Refuse(EntityId id, RefuseClueRequest body, Caller caller, IdempotentCall call, DeskSteps desk) =>
        desk.steps.Take(new ClueStep(ClueAction.Refuse, ClueActor.Desk, body.Reason), id, caller, call, (clue, now) =>
            TurnedDown(clue, caller, body.Reason, now) with { LegalRoute = body.LegalRoute });

    /// <summary>虚报: the desk found that what was reported is not there.</summary>
    public static Task<IResult> MarkFalse(EntityId id, ClueReasonRequest body, Caller caller, IdempotentCall call, DeskSteps desk) =>
        desk.steps.Take(new ClueStep(ClueAction.MarkFalse, ClueActor.Desk, body.Reason), id, caller, call, async (tx, clue, now) =>
        {
            if (!ClueRules.MayMarkFalse(clue, caller))
                throw new Refusal(ClueErrors.BackStop, ClueRules.IsAtBackStop(clue) ? null : "这条线索已经派办过，是否属实由街道或区里来定");
            var turnedDown = TurnedDown(clue, caller, body.Reason, now) with { IsFalse = true };
            await desk.people.SetHelpers(tx, clue.Id, []);
            await desk.rewards.TakeBack(tx, clue, caller.UserId, now);
            return turnedDown;
        });

    /// <summary>The desk joins a clue with the one that already stands for the same trouble.</summary>
    public static Task<IResult> Merge(EntityId id, MergeClueRequest body, Caller caller, IdempotentCall call, DeskSteps desk) =>
        desk.steps.Take(new ClueStep(ClueAction.Merge, ClueActor.Desk), id, caller, call, (tx, clue, now) =>
            desk.Merged(tx, clue, body.Into!.Value.Value, caller, now));

    // What staff write for everyone is checked as well.
    private Task<IResult> Accept(EntityId id, AcceptClueRequest body, Caller caller, IdempotentCall call) => steps.Take(
        new ClueStep(ClueAction.Accept, ClueActor.Desk), id, caller, call,
        async (tx, clue, now) =>
        {
            var accepted = Accepted(clue, body, caller, now);
            await rewards.Credit(tx, clue, isResolved: false, now);
            return accepted;
        },
        () => texts.RequireNotRisky(caller.UserId, TextScene.Forum, body.PublicText ?? ""));

    private Clue Accepted(Clue clue, AcceptClueRequest body, Caller caller, DateTimeOffset now)
    {
        RequireDecider(clue, caller);
        var urgency = body.Urgency!.Value;
        var due = (urgency == ClueUrgency.Emergency ? clue.AppealedAt ?? clue.SubmittedAt : now) + options.Deadlines[urgency];
        var text = PublicTexts.Read(body.PublicText);
        return clue with
        {
            Status = ClueStatus.Accepted, Class = body.Class ?? clue.Class, Urgency = urgency, AcceptedAt = now, DueAt = due, AlarmAt = due,
            TimerAt = null, IsLate = false, IsFalse = false, PublicText = text, IsListed = text is not null, Note = null, LegalRoute = null,
        };
    }

    private static Clue TurnedDown(Clue clue, Caller caller, string reason, DateTimeOffset now)
    {
        RequireDecider(clue, caller);
        return clue.Ended(ClueStatus.NotAccepted, now) with
        {
            Note = reason, RefusedBy = caller.UserId, RefusedAt = now, IsListed = false, OwnerId = null, IsFalse = false,
        };
    }

    private async Task<Clue> Merged(Tx tx, Clue clue, long intoId, Caller caller, DateTimeOffset now)
    {
        RequireDecider(clue, caller);
        // Locked, so that the other is not closed or merged meanwhile. Two merges the other way round end as a deadlock, and one runs again.
        // What is not listed the reporter of the merged one could neither see nor follow.
        if (intoId == clue.Id || await clues.Lock(tx, intoId) is not { IsListed: true } into || into.Area.CommunityId != clue.Area.CommunityId
            || !ClueLifecycle.Open.Contains(into.Status))
            throw new Refusal(ClueErrors.MergeTarget);
        if (ClueRules.IsMoreUrgent(clue, into, options, now))
            throw new Refusal(ClueErrors.MergeTarget, "这条线索比那一条更紧急、期限更近，不能并入，请单独受理");
        await people.CarryOver(tx, clue.Id, intoId, now);
        if (clue.ReporterId != into.ReporterId && !await people.HasMuted(tx, clue.Id, clue.ReporterId)
            && await members.LockOther(tx, clue.ReporterId))
            await people.Follow(tx, intoId, clue.ReporterId, now);
        return clue.Ended(ClueStatus.Merged, now) with { MergedInto = intoId };
    }

    private static void RequireDecider(Clue clue, Caller caller)
    {
        if (!ClueRules.MayDecide(clue, caller))
            throw new Refusal(ClueErrors.AppealElsewhere);
    }
}
