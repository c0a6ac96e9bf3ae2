using System.Text.RegularExpressions;

namespace LinYuan.Api.Shared.Privacy.Details;

/// <summary>
/// How personal details look in a text that is half-width, in small letters and with Chinese numerals as digits. Every repeat is
/// bounded, so that no text makes a search slow.
/// </summary>
internal static partial class DetailPatterns
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>Milliseconds of a clock on the wall: a machine that is busy with other things must not fail a search that takes one.</summary>
    private const int Patience = 5000;

    /// <summary>What people put between the parts of one address.</summary>
    private const string Gap = @"[,.、·/_\-—–]{0,2}";

    private const string Floor = $"([0-9十]{{1,3}}[楼层]{Gap})?";

    /// <summary>
    /// A door: a number called a room, or three or four digits that count nothing and call no emergency service. 3号楼501 is a door;
    /// 3号楼100多位老人 and 3号楼2026年 are none.
    /// </summary>
    private const string Door =
        "([0-9十百]{1,5}(室|号房|房(?![间子屋东顶产租型]))|[0-9]{3,4}号(?![楼院线车])"
        + "|(?!1(10|19|20)(?![0-9]))[0-9]{3,4}"
        + "(?![0-9a-z%]|[户人个位米元平盏块度年多余名家件斤次天分级层楼把张套台辆棵条只部公千百万月日号岁步瓦路秒点种本包箱瓶袋吨克升毫厘处对双组队间方亩]))";

    /// <summary>Between the groups of a phone: a few marks of any sort.</summary>
    private const string OneMark = @"[\p{P}\p{S}]{1,3}";

    private const string Mark = $"({OneMark})?";

    /// <summary>The same where one may stand after every digit: each is read in one way only, so that a long row of them stays quick.</summary>
    private const string AnyMark = $"(?>({OneMark})?)";

    /// <summary>What is counted. A number before it is an amount, and amounts stand in rows.</summary>
    private const string Unit = "[元块斤个人户份米升克袋箱件次名]";

    private const string Building = "([0-9a-z十百]{1,4}(号楼|号院|栋|幢|#楼?)|[a-z]座)";

    private const string Street = @"\p{L}{1,6}(路|街|巷|弄|道|胡同)[0-9十百]{1,5}(号|弄)";

    /// <summary>What people put between the digits of one number.</summary>
    [GeneratedRegex(@"(?<=[0-9])[\s\-_.·•—－]{1,3}(?=[0-9x])", Options, Patience)]
    public static partial Regex NumberGap();

    [GeneratedRegex(@"\s+", Options, Patience)]
    public static partial Regex Blank();

    /// <summary>Of the length that numbers in that area have: ten digits that begin with zero stand on a meter.</summary>
    private const string Landline = $"((010|02[0-9]){Mark}[2-9][0-9]{{7}}|0[3-9][0-9]{{2}}{Mark}[2-9][0-9]{{6,7}})";

    /// <summary>A mobile number, a landline with its area code, or seven digits and more that are called a telephone.</summary>
    [GeneratedRegex(
        $"(?<![0-9])((00)?86)?(1[3-9][0-9]{{9}}|{Landline})(?![0-9])|(电话|座机|手机|拨打|打给|致电|联系方式|call|tel|phone)(号码|号)?[:是为\\s]{{0,3}}[2-9][0-9]{{6,7}}(?![0-9])",
        Options, Patience)]
    public static partial Regex Phone();

    /// <summary>
    /// A phone with marks between its groups, in the groups that people speak it in, or with a mark after each digit. Amounts that
    /// stand in a row look much the same, so what is counted after the last one decides.
    /// </summary>
    [GeneratedRegex(
        $"(?<![0-9])(1[3-9][0-9]({Mark}[0-9]{{4}}{Mark}[0-9]{{4}}|{Mark}[0-9]{{3}}{Mark}[0-9]{{5}}|[0-9]{Mark}[0-9]{{4}}{Mark}[0-9]{{3}})"
        + $"|1{OneMark}[3-9]({OneMark}[0-9]){{9}}"
        + $"|{Landline})(?![0-9]|{Unit})",
        Options, Patience)]
    public static partial Regex GroupedPhone();

    /// <summary>
    /// A phone with one mark somewhere, or two between groups of three digits and more; not the first numbers of a longer row.
    /// </summary>
    [GeneratedRegex(
        $"(?<![0-9])(?=[0-9]{{1,10}}{OneMark}[0-9]{{1,10}}(?![0-9])|[0-9]{{3,5}}({OneMark}[0-9]{{3,5}}){{2}}(?![0-9]))"
        + $"1{AnyMark}[3-9]({AnyMark}[0-9]){{9}}(?!{AnyMark}[0-9]|{Unit})",
        Options, Patience)]
    public static partial Regex PartedPhone();

    /// <summary>
    /// An identity number with marks anywhere. Without the years of today: a date with a number before and one after it has as many digits.
    /// </summary>
    [GeneratedRegex(
        $"(?<![0-9])[1-9]({AnyMark}[0-9]){{5}}{AnyMark}(1{AnyMark}9{AnyMark}[0-9]|2{AnyMark}0{AnyMark}[01]){AnyMark}[0-9]"
        + $"{AnyMark}(0{AnyMark}[1-9]|1{AnyMark}[0-2]){AnyMark}[0-3]({AnyMark}[0-9]){{4}}{AnyMark}[0-9x](?![0-9])",
        Options, Patience)]
    public static partial Regex PartedIdentityNumber();

    /// <summary>Four digits and four, as they stand on the card, or with a mark after each digit; the check digit decides here too.</summary>
    [GeneratedRegex(
        $"(?<![0-9])([3-6][0-9]{{3}}({Mark}[0-9]{{4}}){{3}}({Mark}[0-9]{{1,3}})?|[3-6]({OneMark}[0-9]){{15,18}})(?![0-9]|{Unit})",
        Options, Patience)]
    public static partial Regex PartedCardNumber();

    [GeneratedRegex(@"(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])[0-3][0-9][0-9]{3}[0-9x](?![0-9])", Options, Patience)]
    public static partial Regex IdentityNumber();

    /// <summary>Whether it is a bank card is decided by its check digit.</summary>
    [GeneratedRegex("(?<![0-9])[3-6][0-9]{15,18}(?![0-9])", Options, Patience)]
    public static partial Regex CardNumber();

    /// <summary>
    /// What people put between the groups of a number to get it past a search: a word in brackets, or one that tells the reader to go on.
    /// An amount in brackets is none.
    /// </summary>
    [GeneratedRegex(
        $"(?<=[0-9])(?>({OneMark})?)(([(\\[【「《<](?!{Unit})[^0-9()\\[\\]]{{1,8}}[)\\]】」》>]|手机号码?|手机|电话号码?|电话|号码|中间是?|然后是?|接着是?|后面是?"
        + $"|后[4四]位是?|最后是?|再[打拨按]|横杠|杠|空格|逗号|减号|嗯|啊|哈|呃|哦)(?>({OneMark})?)){{1,3}}(?=[0-9])",
        Options, Patience)]
    public static partial Regex Filler();

    /// <summary>
    /// What leads to one door: a unit with a room, a building or a numbered street with a room, or 3-2-501. A building, a floor or a
    /// unit alone is where many live, and stands in most wishes.
    /// </summary>
    [GeneratedRegex(
        $"({Street}{Gap})?({Building}{Gap})?[0-9a-z十百]{{1,3}}单元{Gap}({Floor}({Door}|[0-9十百]{{1,4}}号(?![楼院线车门]))|[0-9十]{{1,3}}[楼层][东西南北中左右][户手])"
        + $"|({Street}{Gap})?{Building}{Gap}{Floor}([0-9]{{1,2}}[-—–])?{Door}"
        + $"|{Street}{Gap}([0-9十百]{{1,4}}号{Gap})?{Floor}{Door}"
        + $"|[0-9十百]{{1,5}}号{Gap}{Floor}[0-9十百]{{1,5}}(室|号房|房(?![间子屋东顶产租型]))"
        + "|(?<![0-9\\-])[0-9]{1,3}[-—–#][0-9]{1,2}[-—–](?!(19|20)[0-9]{2})[0-9]{3,4}(?![0-9\\-])"
        + "|(?<![0-9\\-])[0-9]{1,3}[-—–#][0-9]{3,4}(室|号房)",
        Options, Patience)]
    public static partial Regex Address();
}
