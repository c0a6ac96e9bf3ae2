using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Cases;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Validation;
using static LinYuan.Api.Features.Clues.Core.ClueErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Clues.Desk;

/// <param name="Into">Of the same community, public and in work.</param>
[ValidatableType]
public sealed record MergeClueRequest([property: Needed] EntityId? Into);

/// <summary>The desk joins a clue with the one that already stands for the same trouble.</summary>
public sealed class MergeClue(ClueCases clues, MemberStore members, IOptions<ClueOptions> options) : Operation<MergeClueRequest, ClueView>
{
    public override void Configure()
    {
        Post("/clues/{id}/merge");
        Group<Staff>();
        Moves(NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, AppealElsewhere, MergeTarget);
    }

    protected override Task<IResult> Handle(MergeClueRequest request, CancellationToken ct) => clues.Take(
        Call, Caller, new(Id.Value, ClueAction.Merge)
        {
            ChangeIn = (tx, clue, now) => Merged(tx, clue, request.Into!.Value.Value, now),
        });

    private async Task<Clue> Merged(Tx tx, Clue clue, long intoId, DateTimeOffset now)
    {
        ClueRules.RequireDecider(clue, Caller);
        // Locked, so that the other is not closed or merged meanwhile. Two merges the other way round end as a deadlock, and one runs again.
        // What is not listed the reporter of the merged one could neither see nor follow.
        if (intoId == clue.Id || await clues.Lock(tx, intoId) is not { IsListed: true } into || into.Area.CommunityId != clue.Area.CommunityId
            || !ClueLifecycle.Open.Has(into.Status))
            throw new Refusal(MergeTarget);
        if (ClueRules.IsMoreUrgent(clue, into, options.Value, now))
            throw new Refusal(MergeTarget, "这条线索比那一条更紧急、期限更近，不能并入，请单独受理");
        await CarryFollowers(tx, clue, into, now);
        return clue.Ended(ClueStatus.Merged, now) with { MergedInto = intoId };
    }

    private async Task CarryFollowers(Tx tx, Clue clue, Clue into, DateTimeOffset now)
    {
        var people = clues.Kit.People;
        await people.CarryFollowers(tx, clues.Name, clue.Id, into.Id, now);
        if (clue.ReporterId != into.ReporterId && !await people.Has(tx, clues.Name, clue.Id, CasePart.Muted, clue.ReporterId)
            && await members.LockOther(tx, clue.ReporterId))
            await people.Add(tx, clues.Name, into.Id, CasePart.Follower, clue.ReporterId, now);
    }
}
