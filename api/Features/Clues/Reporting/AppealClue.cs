using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Validation;
using static LinYuan.Api.Features.Clues.Core.ClueErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;
using static LinYuan.Api.Shared.Http.WeChatRefusals;

namespace LinYuan.Api.Features.Clues.Reporting;

/// <param name="Reason">Read by the staff who look at it again.</param>
[ValidatableType]
public sealed record AppealClueRequest([property: Text(2, 500)] string Reason);

/// <summary>The reporter asks the street, once, to look at a refusal again.</summary>
public sealed class AppealClue(ClueCases clues, DeskHours desk, IOptions<ClueOptions> options) : Operation<AppealClueRequest, ClueView>
{
    public override void Configure()
    {
        Post("/clues/{id}/appeal");
        Group<People>();
        Moves(NotFound, AccessDenied, WrongState, AlreadyDone, AppealUsed, AppealOver, RiskyContent);
    }

    protected override Task<IResult> Handle(AppealClueRequest request, CancellationToken ct) => clues.Take(
        Call, Caller, new(Id.Value, ClueAction.Appeal, request.Reason)
        {
            Change = Appealed,
        });

    private Clue Appealed(Clue clue, DateTimeOffset now)
    {
        if (clue.AppealedAt is not null)
            throw new Refusal(AppealUsed);
        if (!(ClueRules.AppealBy(clue, options.Value) > now))
            throw new Refusal(AppealOver);
        return clue with { Status = ClueStatus.Submitted, AppealedAt = now, ClosedAt = null, EscalatedAt = null, TimerAt = desk.AcceptBy(now) };
    }
}
