using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy.Details;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Clues.Core;

/// <summary>What the table of states alone cannot say: who may do it once more, and until when. No I/O.</summary>
public static class ClueRules
{
    /// <summary>After so many returns a level above names the owner, and nobody returns it again.</summary>
    public const int MostReturns = 2;

    private static readonly HashSet<ClueAction> Decisions = [ClueAction.Accept, ClueAction.Refuse, ClueAction.Merge, ClueAction.MarkFalse];

    /// <summary>Others than those who turned it down look at an appeal: staff of the street or above, and not the same person.</summary>
    public static bool MayDecide(Clue clue, Caller caller) =>
        clue.AppealedAt is null || clue.IsUnderSuperior(caller) && clue.RefusedBy != caller.UserId;

    public static void RequireDecider(Clue clue, Caller caller)
    {
        if (!MayDecide(clue, caller))
            throw new Refusal(ClueErrors.AppealElsewhere);
    }

    /// <summary>Nobody decides about their own work.</summary>
    public static void RequireOther(Clue clue, Caller caller)
    {
        if (clue.OwnerId == caller.UserId)
            throw new Refusal(ClueErrors.SamePerson);
    }

    /// <summary>The owner let the time to sign run out, and the level above was told: it may name somebody else.</summary>
    public static bool IsLeftUnsigned(Clue clue) => clue is { Status: ClueStatus.Dispatched or ClueStatus.Reopened, TimerAt: null };

    public static bool IsAtBackStop(Clue clue) => clue.Returns >= MostReturns;

    /// <summary>The street or the district decides about it, and the caller is of neither.</summary>
    public static bool IsBackStopFor(Clue clue, Caller caller) => IsAtBackStop(clue) && !clue.IsUnderSuperior(caller);

    /// <summary>
    /// What somebody worked on, gave back, or what the reporter said is not solved, is false only if the street or the district says so: the
    /// desk would close on its own what it could not close otherwise.
    /// </summary>
    public static bool MayMarkFalse(Clue clue, Caller caller) =>
        clue.IsUnderSuperior(caller) || clue is { SignedAt: null, Returns: 0, Reopened: 0 };

    /// <summary>Taking the report for the same would put off what is urgent: it is meant to end sooner than the other.</summary>
    public static bool IsMoreUrgent(Clue clue, Clue than, ClueOptions options, DateTimeOffset now) =>
        clue.Urgency < than.Urgency && (clue.DueAt ?? now + options.Deadlines[clue.Urgency]) < (than.DueAt ?? DateTimeOffset.MaxValue);

    /// <summary>The longest extension that is left, in whole days; 0 when it was put off too often or for too long already.</summary>
    public static int ExtensionLeft(Clue clue, ClueOptions options) => clue.Extensions >= options.MostExtensions
        ? 0
        : Math.Max(0, (int)(options.Deadlines[clue.Urgency] * options.ExtensionShare).TotalDays - clue.ExtendedDays);

    /// <summary>The desk may ring the reporter: a call was drawn, there was time to answer without one, and there still is.</summary>
    public static bool IsToBeCalled(Clue clue, DateTimeOffset now) =>
        ClueLifecycle.AwaitsCallBack.Has(clue.Status) && clue.CallFrom <= now && clue.TimerAt > now;

    public static DateTimeOffset? AppealBy(Clue clue, ClueOptions options) =>
        clue is { Status: ClueStatus.NotAccepted, AppealedAt: null, RefusedAt: { } refused } ? refused + options.AppealWithin : null;

    public static DateTimeOffset? CallBackBy(Clue clue) => ClueLifecycle.AwaitsCallBack.Has(clue.Status) ? clue.TimerAt : null;

    /// <summary>How much longer the clock may stand while the reporter is asked.</summary>
    public static TimeSpan WaitLeft(Clue clue, ClueOptions options) => options.WaitAtMost - TimeSpan.FromSeconds(clue.WaitedSeconds);

    public static bool MayAppealMark(ClueMark? mark, ClueOptions options, DateTimeOffset now) =>
        mark is { Status: ClueMarkStatus.Marked, DecidedAt: { } decided } && decided + options.AppealWithin > now;

    /// <summary>Whether a move that the table allows is open to this caller now.</summary>
    public static bool Offers(Clue clue, ClueMark? mark, Caller caller, ClueAction action, ClueOptions options, DateTimeOffset now) => action switch
    {
        ClueAction.Appeal => AppealBy(clue, options) > now,
        ClueAction.Dispatch =>
            clue.Status == ClueStatus.Accepted ? !IsBackStopFor(clue, caller) : IsLeftUnsigned(clue),
        ClueAction.MarkFalse => MayDecide(clue, caller) && MayMarkFalse(clue, caller),
        ClueAction.Return => !IsAtBackStop(clue),
        // Whose report is erased has deleted the account.
        ClueAction.AskReporter => clue.Report is not null && WaitLeft(clue, options) > TimeSpan.Zero,
        ClueAction.Extend => clue.ExtensionDays is null && ExtensionLeft(clue, options) > 0,
        ClueAction.DecideExtension => clue.ExtensionDays is not null && clue.OwnerId != caller.UserId,
        ClueAction.CallBack => CallBackBy(clue) > now,
        ClueAction.RecordCallBack => IsToBeCalled(clue, now) && clue.OwnerId != caller.UserId,
        ClueAction.Close => clue.OwnerId != caller.UserId,
        ClueAction.ProposeUnreasonable => mark is null && clue.OwnerId != caller.UserId,
        ClueAction.ConfirmUnreasonable =>
            mark?.Status == ClueMarkStatus.Proposed && mark.ProposedBy != caller.UserId && clue.OwnerId != caller.UserId,
        // The other answer to the question that "confirm" asks; no route of its own.
        ClueAction.DropUnreasonable => false,
        ClueAction.AppealUnreasonable => MayAppealMark(mark, options, now),
        ClueAction.DecideUnreasonable => mark?.Status == ClueMarkStatus.Appealed && !mark.WasJudgedBy(caller.UserId),
        _ => !Decisions.Contains(action) || MayDecide(clue, caller),
    };
}

/// <summary>What staff write for everyone; no I/O.</summary>
internal static class PublicTexts
{
    /// <summary>Null when nothing was written; refused when a phone or an identity number stands in it.</summary>
    public static string? Read(string? written) =>
        string.IsNullOrEmpty(written) ? null
        : PersonalDetails.Has(written) ? throw new Refusal(ClueErrors.PersonalDetails)
        : written;

    /// <summary>What came of it, for everyone. Where nothing was public so far, it is all that everyone reads.</summary>
    public static Clue WithResult(Clue clue, string? written)
    {
        if (Read(written) is not { } text)
            return clue;
        return clue.PublicText is null ? clue with { PublicText = text, IsListed = true } : clue with { PublicResult = text };
    }
}
