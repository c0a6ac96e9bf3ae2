using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Typed;
using LinYuan.Seeding.Places;

namespace LinYuan.Seeding.People;

/// <summary>Units (单位) and how many members each counts as eligible.</summary>
internal static class UnitStage
{
    private const int Seed = 12;
    private const int Smallest = 12;

    private static readonly string[] Names =
    [
        "教育局", "水务局", "民政局", "司法局", "财政局", "农业农村局", "交通运输局", "卫生健康局", "文化和旅游局", "应急管理局", "审计局",
        "统计局", "林业局", "自然资源局", "住房和城乡建设局", "城市管理局", "市场监督管理局", "生态环境局", "医疗保障局", "商务局",
        "人力资源和社会保障局", "退役军人事务局", "行政审批服务局", "档案馆", "图书馆", "文化馆", "气象站", "疾病预防控制中心", "妇幼保健院",
        "人民医院", "中医医院", "第一小学", "第二小学", "实验小学", "第一中学", "第二中学", "实验中学", "职业教育中心", "特殊教育学校",
        "机关幼儿园", "供水公司", "供热公司", "公交公司", "环卫服务中心", "园林绿化中心", "融媒体中心", "残疾人联合会", "妇女联合会",
        "总工会", "共青团委员会", "科学技术协会", "红十字会", "工商业联合会",
    ];

    public static Stage Make() => new("units", IsThere, Fill);

    private static async Task<bool> IsThere(DbSession session) => await session.Scalar<long>(
        "SELECT COUNT(*) FROM units u JOIN areas a ON a.id = u.district_id WHERE a.code = @code", new { code = DemoAreas.DistrictCode }) > 0;

    private static async Task<string> Fill(Tx tx)
    {
        var district = await DemoAreas.IdOf(tx, DemoAreas.DistrictCode);
        var sizes = Sizes(new Dice(Seed));
        Rows units = new("units", "district_id", "name", "name_key", "eligible_members", "created_at");
        foreach (var (index, name) in Names.Index())
            units.Add(district, DemoAreas.DistrictName + name, TypedText.Comparable(DemoAreas.DistrictName + name), sizes[index], History.Morning(History.FirstDay));
        await units.Write(tx);
        return $"{units.Count} units, {sizes.Sum()} eligible members";
    }

    /// <summary>Every unit gets a smallest size; then the others fall to the units one by one, to the large ones more often.</summary>
    private static int[] Sizes(Dice dice)
    {
        var pulls = Names.Select((_, index) => (index, Math.Pow(dice.Share(), 2) + 0.1)).ToList();
        var sizes = Enumerable.Repeat(Smallest, Names.Length).ToArray();
        for (var member = Smallest * Names.Length; member < DemoFigures.EligibleMembers; member++)
            sizes[dice.Weighted(pulls)]++;
        return sizes;
    }
}
