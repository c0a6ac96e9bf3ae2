using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Validation;
using static LinYuan.Api.Features.Clues.Core.ClueErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;
using static LinYuan.Api.Shared.Http.WeChatRefusals;

namespace LinYuan.Api.Features.Clues.Desk;

/// <param name="Class">The reporter's, when left out.</param>
/// <param name="Urgency">Decides the deadline.</param>
/// <param name="PublicText">What everyone reads; without it the clue is in no public list.</param>
[ValidatableType]
public sealed record AcceptClueRequest(
    ClueClass? Class, [property: Needed] ClueUrgency? Urgency, [property: Text(5, 500, Optional = true)] string? PublicText);

/// <summary>The desk takes a clue on; its deadline runs from here.</summary>
public sealed class AcceptClue(ClueCases clues, TextChecks texts, IOptions<ClueOptions> options) : Operation<AcceptClueRequest, ClueView>
{
    public override void Configure()
    {
        Post("/clues/{id}/accept");
        Group<Staff>();
        Moves(NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, AppealElsewhere, PersonalDetails, RiskyContent);
    }

    protected override Task<IResult> Handle(AcceptClueRequest request, CancellationToken ct) => clues.Take(
        Call, Caller, new(Id.Value, ClueAction.Accept)
        {
            // What staff write for everyone is checked as well.
            Check = () => texts.RequireNotRisky(Caller.UserId, TextScene.Forum, request.PublicText ?? ""),
            Change = (clue, now) => Accepted(clue, request, now),
        });

    private Clue Accepted(Clue clue, AcceptClueRequest request, DateTimeOffset now)
    {
        ClueRules.RequireDecider(clue, Caller);
        var urgency = request.Urgency!.Value;
        var due = (urgency == ClueUrgency.Emergency ? clue.AppealedAt ?? clue.SubmittedAt : now) + options.Value.Deadlines[urgency];
        var text = PublicTexts.Read(request.PublicText);
        return clue with
        {
            Status = ClueStatus.Accepted, Class = request.Class ?? clue.Class, Urgency = urgency, AcceptedAt = now, DueAt = due, AlarmAt = due,
            TimerAt = null, IsLate = false, IsFalse = false, PublicText = text, IsListed = text is not null, Note = null, LegalRoute = null,
        };
    }
}
