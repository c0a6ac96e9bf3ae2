using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Features.Clues;

/// <summary>A move that somebody asks for; the words are for those whom it concerns.</summary>
public sealed record ClueStep(ClueAction Action, ClueActor Actor, string? Words = null);

/// <summary>
/// The one way in which a person moves a clue: role, lock, table of states, the change itself, the guarded save, event and news. The
/// operations only say what changes.
/// </summary>
public sealed class ClueSteps(ClueAccess access, ClueStore clues, ClueMoves moves, ClueEventStore events, ClueViews views, TextChecks texts, TimeProvider time)
{
    public Task<IResult> Take(ClueStep step, EntityId id, Caller caller, IdempotentCall call, Func<Clue, DateTimeOffset, Clue> change) =>
        Take(step, id, caller, call, (_, clue, now) => Task.FromResult(change(clue, now)));

    /// <param name="check">Work outside the database that may refuse, such as WeChat's text check; only for those who may make the move.</param>
    public async Task<IResult> Take(
        ClueStep step, EntityId id, Caller caller, IdempotentCall call, Func<Tx, Clue, DateTimeOffset, Task<Clue>> change, Func<Task>? check = null)
    {
        var seen = await access.As(step.Actor, id, caller);
        return await call.After(
            async () =>
            {
                await RequireNotRisky(step, caller);
                if (check is not null)
                    await check();
            },
            // Reporter and owner are held before the clue: none of them is asked, or given the clue, while their account is deleted.
            () => call.With(seen.Clue.ReporterId, seen.Clue.OwnerId ?? caller.UserId).Move(tx => Take(tx, step, seen, caller, change)));
    }

    /// <summary>What a reporter or an owner writes others read unreviewed, and neither need be staff. A text that cannot be checked passes.</summary>
    internal Task RequireNotRisky(ClueStep step, Caller caller) =>
        texts.RequireNotRisky(caller.UserId, TextScene.Forum, step.Actor is ClueActor.Owner or ClueActor.Reporter ? step.Words ?? "" : "");

    internal async Task<ClueView> Take(
        Tx tx, ClueStep step, SeenClue seen, Caller caller, Func<Tx, Clue, DateTimeOffset, Task<Clue>> change)
    {
        var now = time.Now();
        var before = (await clues.Lock(tx, seen.Clue.Id))!;
        ClueAccess.RequireRole(before, step.Actor, caller);
        if (!ClueLifecycle.Table.Allows(before.Status, step.Action, step.Actor))
            throw await WhyNot(tx, before.Id, step.Action, caller);
        var after = await change(tx, before, now);
        if (await clues.Save(tx, before, after) == 0)
            throw new Refusal(ClueErrors.WrongState);
        await moves.Record(
            tx, before, after, new ClueMove(step.Action, before.Status, after.Status, step.Actor, caller.UserId, step.Words), now);
        return await views.For(tx, caller, (await clues.Find(tx, after.Id))!, seen.CommunityName, now);
    }

    /// <summary>
    /// Whoever does a step for the second time is told that it is done: a tap whose answer was lost is made again. Naming another owner, or
    /// another clue to merge into, is no second time.
    /// </summary>
    private async Task<Refusal> WhyNot(Tx tx, long clueId, ClueAction action, Caller caller) =>
        new(action is not (ClueAction.Dispatch or ClueAction.Merge) && await events.IsLastBy(tx, clueId, action, caller.UserId)
            ? ClueErrors.AlreadyDone
            : ClueErrors.WrongState);
}
