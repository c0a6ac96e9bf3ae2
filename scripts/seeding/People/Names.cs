namespace LinYuan.Seeding.People;

/// <summary>Names and phones of people who do not exist.</summary>
internal static class Names
{
    /// <summary>No operator in China has been given numbers that begin with 154: they pass as mobile numbers and reach nobody.</summary>
    private const long FirstPhone = 15_400_000_000;

    private const long Phones = 100_000_000;

    /// <summary>Shares no factor with the number of phones, so that no two people get the same one.</summary>
    private const long PhoneStep = 48_271;

    private const string Surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";
    private const string First = "思雨文明志建国秀春晓立永玉桂海嘉子佳启景宏书慧静雅若念怀清远知云卫长德安瑞承锦";
    private const string Second = "涵轩宁峰英兰芳华平辉军霞敏杰强丽萍琴波涛鹏琳洁莹凯宇欣怡然朗舟泽川岚禾蕾芸冬康达";

    public static string Draw(Dice dice)
    {
        var surname = Surnames[dice.Below(Surnames.Length)];
        var last = Second[dice.Below(Second.Length)];
        return dice.Chance(0.14) ? $"{surname}{last}" : $"{surname}{First[dice.Below(First.Length)]}{last}";
    }

    /// <summary>The phone of the person with this number; every number has its own.</summary>
    public static string Phone(int number) => (FirstPhone + number * PhoneStep % Phones).ToString();
}
