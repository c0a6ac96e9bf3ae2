using System.Text.RegularExpressions;

namespace LinYuan.Api.Shared.Privacy.Details;

/// <summary>Accounts, plates and papers: what leads to a person and is no number alone.</summary>
internal static partial class DetailPatterns
{
    /// <summary>Also with the words that people write for its two marks.</summary>
    [GeneratedRegex(@"(?<![a-z0-9])[a-z0-9._%+\-]{1,64}(@|\(at\)|艾特)[a-z0-9\-]{1,63}([.点][a-z0-9\-]{1,63}){1,4}", Options, Patience)]
    public static partial Regex Mail();

    /// <summary>One of these before an account: the names of WeChat, and what people write for it.</summary>
    private const string WeChat = "(微信|威信|薇信|维信|徽信|v信|vx|wx|wechat|weixin)";

    /// <summary>An account in letters and digits; with a digit in it, it is no word.</summary>
    private const string Account = @"(?=[a-z_\-]{0,19}[0-9])[a-z0-9][a-z0-9_\-]{4,19}";

    /// <summary>A chat service with an account after it, or the request to add somebody there; not the word 微信 alone.</summary>
    [GeneratedRegex(
        $"(?<![a-z])({WeChat}|qq|扣扣|企鹅)(号码|号|群|id)?[:是为加搜]{{0,2}}{Account}"
        + $"|(?<![a-z]){WeChat}((号码|号|id)[:是为]{{0,2}}|[:是为]{{1,2}})[a-z][a-z0-9_\\-]{{4,19}}"
        + $"|(?<![a-z0-9])([v薇微]:|加(我|个|下|1下)?微信?:?){Account}|(?<![a-z0-9])q[号:]{{1,2}}[1-9][0-9]{{4,10}}(?![0-9])"
        + "|[加+](我|个|下|1下)?的?(v信|vx|wx|qq|v(?![a-z型字形领]))(?![a-z])|加我的?(微信?|扣扣|卫星)(?![型小])",
        Options, Patience)]
    public static partial Regex Chat();

    /// <summary>A number plate of the mainland, with its last letter of a trailer, a police car or a car from Hong Kong and Macao.</summary>
    [GeneratedRegex(
        $"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使][a-hj-np-z]{Mark}(?=[a-hj-np-z]{{0,5}}[0-9])[a-hj-np-z0-9]{{4,5}}[a-hj-np-z0-9挂学警港澳](?![a-z0-9])",
        Options, Patience)]
    public static partial Regex NumberPlate();

    /// <summary>A paper with a letter before its number, by its name.</summary>
    [GeneratedRegex("(护照|通行证|回乡证|台胞证|居留证)(号码|号)?[:是为]{0,2}[a-z]{1,2}[0-9]{6,9}(?![0-9])", Options, Patience)]
    public static partial Regex TravelDocument();
}
