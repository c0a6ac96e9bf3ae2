using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Clues;

/// <param name="OwnerId">Of the list of possible owners: the one who answers for it.</param>
/// <param name="HelperIds">Of the same list, at most 10; they see it and hear of it.</param>
public sealed record DispatchClueRequest([property: Needed] EntityId? OwnerId, IReadOnlyList<EntityId>? HelperIds);

/// <summary>
/// 派单: exactly one owner. After two returns a level above decides who that is; it may also name somebody else where the owner has not
/// signed in time.
/// </summary>
public sealed class DispatchClue(
    ClueAccess access, ClueSteps steps, ClueOwners owners, CluePeopleStore people, IOptions<ClueOptions> options)
{
    private const int MostHelpers = 10;

    public static Task<IResult> Handle(EntityId id, DispatchClueRequest body, Caller caller, IdempotentCall call, DispatchClue dispatch) =>
        dispatch.Run(id, body, caller, call);

    private async Task<IResult> Run(EntityId id, DispatchClueRequest body, Caller caller, IdempotentCall call)
    {
        var seen = await access.As(ClueActor.Desk, id, caller);
        var ownerId = body.OwnerId!.Value.Value;
        var helpers = (body.HelperIds ?? []).Select(helper => helper.Value).Where(helper => helper != ownerId).ToHashSet();
        if (helpers.Count > MostHelpers)
            throw Refusal.Invalid("helperIds", $"最多 {MostHelpers} 人");
        var step = new ClueStep(ClueAction.Dispatch, seen.Clue.IsUnderSuperior(caller) ? ClueActor.Superior : ClueActor.Desk);
        // As by the end of an appointment or of an account, which take back what is in hand: this comes before it or after it.
        return await call.With([ownerId, .. helpers]).Move(async tx =>
        {
            await owners.Require(tx, seen.Clue, [ownerId, .. helpers]);
            return await steps.Take(tx, step, seen, caller, async (inside, clue, now) =>
            {
                var dispatched = Dispatched(clue, ownerId, caller, now);
                await people.SetHelpers(inside, clue.Id, helpers);
                return dispatched;
            });
        });
    }

    private Clue Dispatched(Clue clue, long ownerId, Caller caller, DateTimeOffset now)
    {
        if (clue.Status != ClueStatus.Accepted && !ClueRules.IsLeftUnsigned(clue))
            throw new Refusal(ClueErrors.WrongState);
        if (ClueRules.IsBackStopFor(clue, caller))
            throw new Refusal(ClueErrors.BackStop);
        return clue with
        {
            Status = ClueStatus.Dispatched, OwnerId = ownerId, TimerAt = now + options.Value.SignWithin, IsLate = clue.DueAt <= now,
        };
    }
}
