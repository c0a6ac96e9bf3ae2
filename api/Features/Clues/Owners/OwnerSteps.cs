using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Clues;

/// <param name="Question">Read by the reporter.</param>
public sealed record AskReporterRequest([property: Text(2, 300)] string Question);

public sealed record ExtendClueRequest([property: Text(2, 200)] string Reason, [property: Needed, Between(1, 30)] int? Days);

/// <param name="Text">What was done, for the reporter.</param>
/// <param name="PublicText">The same for everyone, if it is fit for that.</param>
public sealed record ResolveClueRequest(
    [property: Needed] ClueOutcome? Outcome, [property: Text(2, 500)] string Text, [property: Text(5, 500, Optional = true)] string? PublicText);

/// <summary>What the owner does with a clue in hand.</summary>
public sealed class OwnerSteps(
    ClueSteps steps, CluePeopleStore people, ClueRewards rewards, ClueCalls calls, MemberStore members, TextChecks texts,
    IOptions<ClueOptions> options)
{
    private readonly ClueSteps steps = steps;
    private readonly CluePeopleStore people = people;
    private readonly ClueRewards rewards = rewards;
    private readonly TextChecks texts = texts;
    private readonly ClueOptions options = options.Value;

    /// <summary>签收: the owner takes the clue in hand.</summary>
    public static Task<IResult> Sign(EntityId id, Caller caller, IdempotentCall call, OwnerSteps owner) =>
        owner.steps.Take(new ClueStep(ClueAction.Sign, ClueActor.Owner), id, caller, call, (clue, now) =>
            clue with { Status = ClueStatus.InProgress, SignedAt = now, TimerAt = null, IsLate = clue.DueAt <= now });

    /// <summary>The owner gives a clue back to the desk; after two returns the street or the district names the owner, and there is no third.</summary>
    public static Task<IResult> Return(EntityId id, ClueReasonRequest body, Caller caller, IdempotentCall call, OwnerSteps owner) =>
        owner.steps.Take(new ClueStep(ClueAction.Return, ClueActor.Owner, body.Reason), id, caller, call, async (tx, clue, now) =>
        {
            if (ClueRules.IsAtBackStop(clue))
                throw new Refusal(ClueErrors.NoMoreReturns);
            await owner.people.SetHelpers(tx, clue.Id, []);
            return clue.WithoutOwner(now) with { Returns = clue.Returns + 1 };
        });

    /// <summary>The owner asks the reporter; the clock stops until the answer, for some days at most.</summary>
    public static Task<IResult> AskReporter(EntityId id, AskReporterRequest body, Caller caller, IdempotentCall call, OwnerSteps owner) =>
        owner.steps.Take(new ClueStep(ClueAction.AskReporter, ClueActor.Owner, body.Question), id, caller, call, (tx, clue, now) =>
            owner.Asked(tx, clue, body.Question, now));

    /// <summary>The owner asks the level above for more time.</summary>
    public static Task<IResult> Extend(EntityId id, ExtendClueRequest body, Caller caller, IdempotentCall call, OwnerSteps owner) =>
        owner.steps.Take(new ClueStep(ClueAction.Extend, ClueActor.Owner, body.Reason), id, caller, call, (clue, _) =>
            owner.WithExtension(clue, body.Days!.Value));

    /// <summary>The owner says what came of it: solved, explained, cannot be solved, or passed on.</summary>
    public static Task<IResult> Resolve(EntityId id, ResolveClueRequest body, Caller caller, IdempotentCall call, OwnerSteps owner) => owner.steps.Take(
        new ClueStep(ClueAction.Resolve, ClueActor.Owner, body.Text), id, caller, call,
        async (tx, clue, now) =>
        {
            var resolved = owner.Resolved(clue, body, now) with { CallFrom = await owner.CallFrom(tx, clue, now) };
            await owner.rewards.Credit(tx, clue, isResolved: true, now);
            return resolved;
        },
        () => owner.texts.RequireNotRisky(caller.UserId, TextScene.Forum, body.PublicText ?? ""));

    private async Task<Clue> Asked(Tx tx, Clue clue, string question, DateTimeOffset now)
    {
        var left = ClueRules.WaitLeft(clue, options);
        if (left <= TimeSpan.Zero)
            throw new Refusal(ClueErrors.NoMoreWaiting);
        // The row is locked, as by the deletion of the account, which lets nobody wait: the question comes before it or is refused.
        if (!await members.LockOther(tx, clue.ReporterId))
            throw new Refusal(ClueErrors.ReporterGone);
        return clue with { Status = ClueStatus.WaitingReporter, WaitingSince = now, TimerAt = now + left, AlarmAt = null, Note = question };
    }

    private Clue WithExtension(Clue clue, int days)
    {
        if (clue.ExtensionDays is not null)
            throw new Refusal(ClueErrors.ExtensionAsked);
        var left = ClueRules.ExtensionLeft(clue, options);
        if (clue.Urgency == ClueUrgency.Emergency && left == 0)
            throw new Refusal(ClueErrors.ExtensionLimit, "紧急线索不能延期，请尽快办结");
        if (days > left)
            throw new Refusal(ClueErrors.ExtensionLimit, left > 0 ? $"这条线索最多还能延期 {left} 天，请改短一些" : null);
        return clue with { ExtensionDays = days };
    }

    private Clue Resolved(Clue clue, ResolveClueRequest body, DateTimeOffset now) => PublicTexts.WithResult(clue, body.PublicText) with
    {
        Status = ClueStatus.Resolved, Outcome = body.Outcome, Note = body.Text, ResolvedAt = now, TimerAt = now + options.CallBackWithin,
        AlarmAt = null, IsLate = false, ExtensionDays = null,
    };

    /// <summary>Whoever has bound no phone cannot be rung, and so is not drawn.</summary>
    private async Task<DateTimeOffset?> CallFrom(Tx tx, Clue clue, DateTimeOffset now) =>
        (await members.FindProfile(tx, clue.ReporterId))?.Phone is null ? null : calls.DrawFrom(clue, now);
}
