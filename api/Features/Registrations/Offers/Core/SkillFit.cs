
namespace LinYuan.Api.Features.Registrations.Offers.Core;

/// <summary>Which categories of wishes a skill is good for, told from words in it; no I/O. A skill that holds none of them fits none.</summary>
public static class SkillFit
{
    private static readonly Dictionary<WishCategory, string[]> Words = new Dictionary<WishCategory, string[]>
    {
        [WishCategory.MicroSpace] = ["园艺", "绿化", "种植", "粉刷", "油漆", "刷墙", "彩绘", "木工", "设计"],
        [WishCategory.MicroService] =
            ["理发", "家电", "维修", "修理", "陪", "照料", "护理", "代购", "跑腿", "家政", "做饭", "送餐", "缝", "开锁", "辅导", "搬", "手机"],
        [WishCategory.MicroEnvironment] = ["保洁", "清扫", "打扫", "清理", "垃圾", "环保", "除草", "消毒"],
        [WishCategory.MicroSafety] = ["消防", "急救", "救护", "医", "巡逻", "安全", "电工", "应急"],
        [WishCategory.MicroFacility] = ["水管", "水电", "电工", "焊", "修", "安装", "灯", "管道", "木工", "疏通"],
        [WishCategory.MicroCulture] = ["书法", "舞", "音乐", "摄影", "剪纸", "唱", "乐器", "绘画", "画", "教", "辅导", "戏"],
        [WishCategory.MicroCharity] = ["捐", "募", "慰问", "助学", "心理", "关爱", "公益"],
        [WishCategory.MicroGovernance] = ["调解", "法律", "律师", "议事", "普法", "宣传", "翻译", "主持"],
    };

    public static bool Fits(string skill, WishCategory category) =>
        Words[category].Any(word => skill.Contains(word, StringComparison.Ordinal));

    /// <summary>The category that was chosen, and those that the skills are good for.</summary>
    public static IReadOnlyList<WishCategory> Of(WishCategory? chosen, IReadOnlyList<string> skills) =>
        [.. Enum.GetValues<WishCategory>().Where(category => category == chosen || skills.Any(skill => Fits(skill, category)))];
}
