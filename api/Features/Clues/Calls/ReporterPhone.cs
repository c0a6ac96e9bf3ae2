using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Clues.Calls;

/// <summary>
/// 电话回访: whom staff may ring. Never about their own report or their own work, and only where a call was drawn: else those who are content
/// could be picked.
/// </summary>
public sealed class ReporterPhone(MemberStore members, ClueRevealStore reveals)
{
    public static void RequireDue(Clue clue, Caller caller, DateTimeOffset now)
    {
        ClueRules.RequireOther(clue, caller);
        if (!ClueRules.IsToBeCalled(clue, now))
            throw new Refusal(ClueErrors.CallNotDue);
    }

    public async Task<string> Of(Tx tx, Clue clue) =>
        (await members.FindProfile(tx, clue.ReporterId))?.Phone ?? throw new Refusal(ClueErrors.NoPhone);

    /// <summary>Whoever writes an answer down has opened the phone for this very result.</summary>
    public async Task RequireRung(Tx tx, Clue clue, Caller caller, DateTimeOffset now)
    {
        RequireDue(clue, caller, now);
        await Of(tx, clue);
        if (!await reveals.WasOpenedBy(tx, clue.Id, caller.UserId, clue.ResolvedAt!.Value))
            throw new Refusal(ClueErrors.CallFirst);
    }
}
