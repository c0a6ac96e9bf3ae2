using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.WeChat;
using static LinYuan.Api.Features.Clues.Core.ClueErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;
using static LinYuan.Api.Shared.Http.WeChatRefusals;

namespace LinYuan.Api.Features.Clues.Judging;

/// <summary>
/// The street or the district closes a clue under supervision with its result; the reporter's last answer stays what it was.
/// </summary>
public sealed class CloseClue(ClueCases clues, TextChecks texts) : Operation<ResolveClueRequest, ClueView>
{
    public override void Configure()
    {
        Post("/clues/{id}/close");
        Group<Staff>();
        Moves(NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, SamePerson, PersonalDetails, RiskyContent);
    }

    protected override Task<IResult> Handle(ResolveClueRequest request, CancellationToken ct) => clues.Take(
        Call, Caller, new(Id.Value, ClueAction.Close, request.Text)
        {
            Check = () => texts.RequireNotRisky(Caller.UserId, TextScene.Forum, request.PublicText ?? ""),
            Change = (clue, now) =>
            {
                ClueRules.RequireOther(clue, Caller);
                return PublicTexts.WithResult(clue, request.PublicText).Ended(ClueStatus.Closed, now) with
                {
                    Outcome = request.Outcome, Note = request.Text, ResolvedAt = now,
                };
            },
        });
}
