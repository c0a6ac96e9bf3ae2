using LinYuan.Api.Features.CheckIns.Core;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Features.Stations.Core.Live;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.CheckIns.Submitting;

/// <summary>Enters a visit that has been weighed: its row, its points, and that somebody was at the station.</summary>
public sealed class VisitEntry(
    CheckInStore checkIns, CheckInReviewStore review, CheckInCredits credits, StationLiveness liveness, IOptions<CheckInOptions> options)
{
    private readonly CheckInOptions options = options.Value;

    public async Task<CheckInView> Enter(Tx tx, long userId, Station station, Evidence weighed, int creditedToday, DateTimeOffset now)
    {
        var proof = weighed.Proof;
        var refused = proof.Doubt ?? (creditedToday >= options.CreditedPerDay ? CheckInErrors.DailyLimit : null);
        var points = refused is null ? options.Points : 0;
        var due = proof.Status == CheckInStatus.Provisional ? now + options.CreditAfter : (DateTimeOffset?)null;
        var id = await checkIns.Add(
            tx, new NewCheckIn(userId, station.Id, station.Place, ChinaTime.LocalDay(now), weighed, points, refused, due), now);
        var brought = points > 0
            ? await Credit(tx, new CheckInCredit(id, userId, station.Place.CommunityId, points), due, now)
            : new CheckInPoints(0, await credits.BalanceOf(tx, userId), refused, due);
        // A visit in doubt must not say that a door which others found locked is open. Last of all, since couriers share the station's row.
        if (proof.Status == CheckInStatus.Accepted)
            await liveness.NoteVisit(tx, station, now);
        return CheckInViews.Of(id, station, proof, brought, now);
    }

    private async Task<CheckInPoints> Credit(Tx tx, CheckInCredit credit, DateTimeOffset? due, DateTimeOffset now)
    {
        var receipt = due is null ? await credits.Pay(tx, credit, now) : await credits.Promise(tx, credit, now);
        // The ledger needs the check-in's number, so the row is there before it is known what the day's cap leaves.
        if (receipt.Amount < credit.Points)
            await review.SetPoints(tx, credit.CheckInId, receipt.Amount, receipt.WhyLess);
        return new CheckInPoints(receipt.Amount, receipt.Balance, receipt.WhyLess, due);
    }
}
