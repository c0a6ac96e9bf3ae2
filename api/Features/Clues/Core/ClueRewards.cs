using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Points.Core;
using LinYuan.Api.Shared.Data;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Clues.Core;

/// <summary>
/// Points for residents and couriers: a few when the clue is taken up, the rest when there is a result. Staff and grid workers report as
/// part of their work, and who reported falsely more than once gets none for a time; their clues are worked on all the same.
/// </summary>
public sealed class ClueRewards(ClueStore clues, MemberStore members, PointLedger ledger, IOptions<ClueOptions> options)
{
    public async Task Credit(Tx tx, Clue clue, bool isResolved, DateTimeOffset now)
    {
        var amount = isResolved ? options.Value.PointsResolved : options.Value.PointsAccepted;
        if (amount == 0 || clue.ReporterKind == ReporterKind.GridWorker || await members.FindOpenId(tx, clue.ReporterId) is null)
            return;
        if (await clues.FalseReportsOf(tx, clue.ReporterId) is var reports && IsPaused(reports, now))
            return;
        var reason = isResolved ? PointReason.ClueResolved : PointReason.ClueAccepted;
        await ledger.Credit(tx, new PointCredit(clue.ReporterId, clue.Area.CommunityId, amount, reason, PointSource.Clue, clue.Id), now);
    }

    /// <summary>What a report has brought that turned out to be false. What was spent meanwhile stays spent.</summary>
    public Task TakeBack(Tx tx, Clue clue, long staffId, DateTimeOffset now) =>
        ledger.Reverse(tx, PointSource.Clue, clue.Id, PointReason.Reversed, staffId, now);

    private bool IsPaused(FalseReports reports, DateTimeOffset now) =>
        reports.Count >= options.Value.FalseReportsToPause && reports.LastAt > now - options.Value.NoPointsFor;
}
