using LinYuan.Api.Features.Registrations.Offers.Core;
using LinYuan.Api.Features.Wishes;
using LinYuan.Seeding.Places;

namespace LinYuan.Seeding.Wishes;

/// <summary>A wish with everything that happened to it, before it is written.</summary>
/// <param name="Score">What the resident gave, 1 to 5; null for one who did not answer.</param>
/// <param name="Reason">Why it was withdrawn or could not be met; null for all others.</param>
internal sealed record PlannedWish(
    WishFate Fate, WishTimes Times, DemoCommunity Community, long AuthorId, long StaffId, long? ClaimerId, WishCategory Category, WishText Text,
    int? Score, string? Reason);

/// <summary>Draws all wishes of the district, in the order in which they were handed in.</summary>
internal sealed class WishPlan(
    WishCalendar calendar, WishWriter writer, IReadOnlyList<DemoCommunity> communities, Neighbours authors, Neighbours claimers,
    Func<int, long> staffOf)
{
    private static readonly (int Score, double Weight)[] Scores = [(5, 0.63), (4, 0.25), (3, 0.075), (2, 0.03), (1, 0.015)];

    private const double AnswerShare = 0.61;

    private static readonly string[] WhyUnmet =
    [
        "需要产权单位同意改动，多次沟通后仍未达成一致，已列入下一轮优先。", "涉及管线改造，已转主管部门排进计划，这里先结束。", "两个月内没有找到合适的帮助，社区已安排其他办法。",
        "所需金额超出微心愿范围，已改走困难救助申请。", "现场看过，安装条件不够，安全上不能勉强。", "多数邻居不同意这个位置，议事会上已说明。",
    ];

    private static readonly string[] WhyWithdrawn = ["家里人已经解决了", "邻居先帮上忙了", "暂时不需要了", "写错了，重新发一个", "搬家了", "孩子放假回来办好了"];

    private readonly Dice moments = new(171);
    private readonly Dice places = new(172);
    private readonly Dice answers = new(173);
    private readonly Dice reasons = new(174);
    private readonly IReadOnlyList<(DemoCommunity Community, double Weight)> pulls = Pulls(communities, new Dice(175));

    public List<PlannedWish> Draw() =>
    [
        .. WishFates.Counts
            .SelectMany(fate => Enumerable.Range(0, fate.Count)
                .Select(index => (fate.Fate, Times: calendar.Draw(fate.Fate, (index + moments.Share()) / fate.Count))))
            .OrderBy(wish => wish.Times.Submitted)
            .ToList()
            .Select(wish => Plan(wish.Fate, wish.Times)),
    ];

    /// <summary>Some communities ask more than others.</summary>
    private static List<(DemoCommunity Community, double Weight)> Pulls(IReadOnlyList<DemoCommunity> communities, Dice dice) =>
        [.. communities.Select(community => (community, 0.6 + dice.Share()))];

    private PlannedWish Plan(WishFate fate, WishTimes times)
    {
        // Much of what waits for review is the first community's, whose staff one signs in as.
        var community = fate == WishFate.InReview && places.Chance(0.4) ? communities[0] : places.Weighted(pulls);
        var (category, text) = fate.IsCrowd() ? writer.CrowdWish() : writer.Wish();
        return new PlannedWish(
            fate,
            times,
            community,
            authors.Author(community, times.Submitted, fate.IsRunning()),
            staffOf(community.Number),
            times.Claimed is { } claimed ? claimers.Claimer(community, claimed, fate.IsRunning()) : null,
            category,
            text,
            fate == WishFate.Fulfilled && answers.Chance(AnswerShare) ? answers.Weighted(Scores) : null,
            fate switch { WishFate.Unmet => reasons.Of(WhyUnmet), WishFate.Withdrawn => reasons.Of(WhyWithdrawn), _ => null });
    }
}
