using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Options;
using static LinYuan.Api.Features.Clues.Core.ClueErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;
using static LinYuan.Api.Shared.Http.WeChatRefusals;

namespace LinYuan.Api.Features.Clues.Owners;

/// <summary>The owner says what came of it: solved, explained, cannot be solved, or passed on.</summary>
public sealed class ResolveClue(
    ClueCases clues, ClueCalls calls, MemberStore members, TextChecks texts, IOptions<ClueOptions> options)
    : Operation<ResolveClueRequest, ClueView>
{
    public override void Configure()
    {
        Post("/clues/{id}/resolve");
        Group<OwnersOfClues>();
        Moves(NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, PersonalDetails, RiskyContent);
    }

    protected override Task<IResult> Handle(ResolveClueRequest request, CancellationToken ct) => clues.Take(
        Call, Caller, new(Id.Value, ClueAction.Resolve, request.Text)
        {
            Check = () => texts.RequireNotRisky(Caller.UserId, TextScene.Forum, request.PublicText ?? ""),
            ChangeIn = async (tx, clue, now) => PublicTexts.WithResult(clue, request.PublicText) with
            {
                Status = ClueStatus.Resolved, Outcome = request.Outcome, Note = request.Text, ResolvedAt = now,
                TimerAt = now + options.Value.CallBackWithin, AlarmAt = null, IsLate = false, ExtensionDays = null,
                CallFrom = await CallFrom(tx, clue, now),
            },
        });

    /// <summary>Whoever has bound no phone cannot be rung, and so is not drawn.</summary>
    private async Task<DateTimeOffset?> CallFrom(Tx tx, Clue clue, DateTimeOffset now) =>
        (await members.FindProfile(tx, clue.ReporterId))?.Phone is null ? null : calls.DrawFrom(clue, now);
}
