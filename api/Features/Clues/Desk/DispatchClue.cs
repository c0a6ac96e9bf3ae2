using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Cases;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Validation;
using static LinYuan.Api.Features.Clues.Core.ClueErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Clues.Desk;

/// <param name="OwnerId">Of the list of possible owners: the one who answers for it.</param>
/// <param name="HelperIds">Of the same list, at most 10; they see it and hear of it.</param>
[ValidatableType]
public sealed record DispatchClueRequest([property: Needed] EntityId? OwnerId, IReadOnlyList<EntityId>? HelperIds);

/// <summary>
/// Staff give a clue to exactly one owner (派单). After two returns a level above decides who that is; it may also name somebody else where
/// the owner has not signed in time.
/// </summary>
public sealed class DispatchClue(ClueCases clues, ClueHands hands, IOptions<ClueOptions> options) : Operation<DispatchClueRequest, ClueView>
{
    private const int MostHelpers = 10;

    public override void Configure()
    {
        Post("/clues/{id}/dispatch");
        Group<Staff>();
        Moves(NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, OwnerUnsuitable, BackStop);
    }

    protected override Task<IResult> Handle(DispatchClueRequest request, CancellationToken ct)
    {
        var ownerId = request.OwnerId!.Value.Value;
        var helpers = (request.HelperIds ?? []).Select(helper => helper.Value).Where(helper => helper != ownerId).ToHashSet();
        return clues.Take(Call, Caller, new(Id.Value, ClueAction.Dispatch)
        {
            Check = () => helpers.Count > MostHelpers ? throw Refusal.Invalid("helperIds", $"最多 {MostHelpers} 人") : Task.CompletedTask,
            // As by the end of an appointment or of an account, which take back what is in hand: this comes before it or after it.
            Holds = [ownerId, .. helpers],
            ChangeIn = (tx, clue, now) => Dispatched(tx, clue, ownerId, helpers, now),
        });
    }

    private async Task<Clue> Dispatched(Tx tx, Clue clue, long ownerId, IReadOnlyCollection<long> helpers, DateTimeOffset now)
    {
        await RequireSuitable(tx, clue, [ownerId, .. helpers]);
        if (clue.Status != ClueStatus.Accepted && !ClueRules.IsLeftUnsigned(clue))
            throw new Refusal(WrongState);
        if (ClueRules.IsBackStopFor(clue, Caller))
            throw new Refusal(BackStop);
        // Before the news of it, which helpers hear too.
        await clues.Kit.People.Set(tx, clues.Name, clue.Id, CasePart.Helper, helpers, now);
        return clue with
        {
            Status = ClueStatus.Dispatched, OwnerId = ownerId, TimerAt = now + options.Value.SignWithin, IsLate = clue.DueAt <= now,
        };
    }

    /// <summary>Refuses people who cannot be given this clue, all in the same words.</summary>
    private async Task RequireSuitable(Tx tx, Clue clue, IReadOnlyCollection<long> userIds)
    {
        foreach (var userId in userIds)
        {
            if (userId == clue.ReporterId || !await hands.MayOwn(tx, clue.Area, userId))
                throw new Refusal(OwnerUnsuitable);
        }
    }
}
