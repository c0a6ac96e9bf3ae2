using LinYuan.Api.Features.Registrations.Offers.Core;
using LinYuan.Api.Features.Wishes;
using LinYuan.Seeding.Wishes.Texts;

namespace LinYuan.Seeding.Wishes;

/// <summary>Titles and stories as residents write them, without anything that tells who they are. No two stories are the same.</summary>
internal sealed class WishWriter(Dice dice)
{
    private static readonly (WishCategory Category, double Weight)[] Categories =
    [
        (WishCategory.MicroService, 0.22), (WishCategory.MicroCharity, 0.18), (WishCategory.MicroSafety, 0.15),
        (WishCategory.MicroFacility, 0.13), (WishCategory.MicroEnvironment, 0.11), (WishCategory.MicroCulture, 0.09),
        (WishCategory.MicroSpace, 0.06), (WishCategory.MicroGovernance, 0.06),
    ];

    private static readonly string[] Endings =
    [
        "", "", "谢谢大家。", "盼望有人来帮一把。", "什么时候来都行，提前说一声就好。", "周末最方便。", "有劳各位热心人了。", "我们会一起搭把手。",
        "茶水备好，等您来。", "能办多少办多少，心意最重要。", "要是能赶在月底前就更好了。", "不着急，慢慢来。", "先来看看也可以。", "办成了请您来坐坐。",
    ];

    private readonly HashSet<string> written = new(StringComparer.Ordinal);

    public (WishCategory Category, WishText Text) Wish()
    {
        var category = dice.Weighted(Categories);
        return (category, Unused(TemplatesOf(category)));
    }

    public (WishCategory Category, WishText Text) CrowdWish()
    {
        var (category, templates) = dice.Of(CrowdTexts.All);
        return (category, Unused(templates));
    }

    private WishText Unused(IReadOnlyList<WishTemplate> templates)
    {
        while (true)
        {
            var (title, story) = dice.Of(templates).Draw(dice);
            var text = new WishText(title, story + dice.Of(Endings));
            if (written.Add(text.Title + text.Story))
                return text;
        }
    }

    private static IReadOnlyList<WishTemplate> TemplatesOf(WishCategory category) => category switch
    {
        WishCategory.MicroSpace => MicroSpaceTexts.All,
        WishCategory.MicroService => MicroServiceTexts.All,
        WishCategory.MicroEnvironment => MicroEnvironmentTexts.All,
        WishCategory.MicroSafety => MicroSafetyTexts.All,
        WishCategory.MicroFacility => MicroFacilityTexts.All,
        WishCategory.MicroCulture => MicroCultureTexts.All,
        WishCategory.MicroCharity => MicroCharityTexts.All,
        WishCategory.MicroGovernance => MicroGovernanceTexts.All,
        _ => throw new ArgumentOutOfRangeException(nameof(category)),
    };
}
