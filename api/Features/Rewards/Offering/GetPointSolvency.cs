using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Points.Checks;
using LinYuan.Api.Features.Rewards.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Rewards.Offering;

/// <summary>Whether the points that an area has given can be spent.</summary>
/// <param name="AsOf">The moment up to which points are counted, a few minutes ago; null before the first count.</param>
/// <param name="InCirculation">
/// Points that the area has paid and that were not redeemed there and have not expired; what people hold of it, whether or not they may
/// spend it yet. Below zero for an area that gives more for the points of others than it has paid itself.
/// </param>
/// <param name="RewardsFunded">Rewards on offer now, in stock and ordered, each at its price in points.</param>
/// <param name="Ratio">Points in circulation over rewards funded, with two decimals; null when no reward is on offer.</param>
public sealed record PointSolvencyView(DateTimeOffset? AsOf, long InCirculation, long RewardsFunded, decimal? Ratio);

/// <param name="AreaId">The area whose points and rewards are counted, with all below it; everything when it is left out.</param>
public sealed record GetPointSolvencyRequest(string? AreaId);

/// <summary>
/// Anyone sees the points in circulation beside what the rewards on offer cost, of an area and all below it or of everything. Reads sums
/// and the rewards on offer, never the history.
/// </summary>
public sealed class GetPointSolvency(AreaStore areas, PointSumStore sums, RewardStore rewards, Db db, TimeProvider time)
    : ReadOperation<GetPointSolvencyRequest, PointSolvencyView>
{
    protected override string Tag => "Points";

    public override void Configure()
    {
        Get("/points/solvency");
        Group<Open>();
        Reads();
    }

    protected override async Task<PointSolvencyView> Read(GetPointSolvencyRequest request, CancellationToken ct)
    {
        var subtree = await areas.SubtreeOf(request.AreaId);
        var (reach, circulating, funded) = await db.Read(async session => (
            await sums.Reach(session),
            await sums.InCirculation(session, subtree),
            await rewards.Funded(session, subtree, ChinaTime.LocalDay(time.Now()))));
        return new PointSolvencyView(reach.AsOf, circulating, funded, funded == 0 ? null : Math.Round((decimal)circulating / funded, 2));
    }
}
