using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Validation;
using static LinYuan.Api.Features.Clues.Core.ClueErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;
using static LinYuan.Api.Shared.Http.WeChatRefusals;

namespace LinYuan.Api.Features.Clues.Owners;

/// <param name="Question">Read by the reporter.</param>
[ValidatableType]
public sealed record AskReporterRequest([property: Text(2, 300)] string Question);

/// <summary>The owner asks the reporter; the clock stops until the answer, for some days at most.</summary>
public sealed class AskReporterOfClue(
    ClueCases clues, MemberStore members, IOptions<ClueOptions> options) : Operation<AskReporterRequest, ClueView>
{
    public override void Configure()
    {
        Post("/clues/{id}/ask-reporter");
        Group<OwnersOfClues>();
        Moves(NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, NoMoreWaiting, ReporterGone, RiskyContent);
    }

    protected override Task<IResult> Handle(AskReporterRequest request, CancellationToken ct) => clues.Take(
        Call, Caller, new(Id.Value, ClueAction.AskReporter, request.Question)
        {
            ChangeIn = (tx, clue, now) => Asked(tx, clue, request.Question, now),
        });

    private async Task<Clue> Asked(Tx tx, Clue clue, string question, DateTimeOffset now)
    {
        var left = ClueRules.WaitLeft(clue, options.Value);
        if (left <= TimeSpan.Zero)
            throw new Refusal(NoMoreWaiting);
        // The row is locked, as by the deletion of the account, which lets nobody wait: the question comes before it or is refused.
        if (!await members.LockOther(tx, clue.ReporterId))
            throw new Refusal(ReporterGone);
        return clue with { Status = ClueStatus.WaitingReporter, WaitingSince = now, TimerAt = now + left, AlarmAt = null, Note = question };
    }
}
