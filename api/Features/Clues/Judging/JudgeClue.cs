using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Features.Clues;

/// <param name="Reason">Read by the owner; needed where the answer is no.</param>
public sealed record DecideExtensionRequest([property: Needed] bool? Grants, [property: Text(2, 200, Optional = true)] string? Reason);

/// <summary>What the street and the district decide about a clue that others have worked on.</summary>
public sealed class JudgeClue(ClueSteps steps, TextChecks texts)
{
    private readonly ClueSteps steps = steps;
    private readonly TextChecks texts = texts;

    /// <summary>The street or the district grants the owner's request for more time, or turns it down with a reason.</summary>
    public static Task<IResult> DecideExtension(EntityId id, DecideExtensionRequest body, Caller caller, IdempotentCall call, JudgeClue judge)
    {
        if (body.Grants == false && string.IsNullOrEmpty(body.Reason))
            throw Refusal.Invalid("reason", "不同意延期，请写明原因");
        return judge.steps.Take(new ClueStep(ClueAction.DecideExtension, ClueActor.Superior, body.Reason), id, caller, call, (clue, _) =>
        {
            RequireOther(clue, caller);
            var days = clue.ExtensionDays ?? throw new Refusal(ClueErrors.NoExtension);
            return body.Grants == true ? Extended(clue, days) : clue with { ExtensionDays = null };
        });
    }

    /// <summary>The street or the district closes a clue under supervision with its result; the reporter's last answer stays what it was.</summary>
    public static Task<IResult> Close(EntityId id, ResolveClueRequest body, Caller caller, IdempotentCall call, JudgeClue judge) => judge.steps.Take(
        new ClueStep(ClueAction.Close, ClueActor.Superior, body.Text), id, caller, call,
        (_, clue, now) =>
        {
            RequireOther(clue, caller);
            return Task.FromResult(PublicTexts.WithResult(clue, body.PublicText).Ended(ClueStatus.Closed, now) with
            {
                Outcome = body.Outcome, Note = body.Text, ResolvedAt = now,
            });
        },
        () => judge.texts.RequireNotRisky(caller.UserId, TextScene.Forum, body.PublicText ?? ""));

    private static Clue Extended(Clue clue, int days)
    {
        var due = clue.DueAt + TimeSpan.FromDays(days);
        return clue with
        {
            ExtensionDays = null, Extensions = clue.Extensions + 1, ExtendedDays = clue.ExtendedDays + days, DueAt = due, AlarmAt = due, IsLate = false,
        };
    }

    /// <summary>Nobody decides about their own work.</summary>
    private static void RequireOther(Clue clue, Caller caller)
    {
        if (clue.OwnerId == caller.UserId)
            throw new Refusal(ClueErrors.SamePerson);
    }
}
