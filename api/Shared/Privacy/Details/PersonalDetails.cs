using System.Text.RegularExpressions;
using LinYuan.Api.Shared.Typed;

namespace LinYuan.Api.Shared.Privacy.Details;

/// <summary>What in a text leads to one person.</summary>
public enum DetailKind
{
    Phone,
    IdentityNumber,

    /// <summary>One door; not a building, a floor or a street.</summary>
    Address,

    /// <summary>An account in WeChat or QQ, a mail address, a bank card.</summary>
    Contact,

    /// <summary>The plate of a vehicle.</summary>
    NumberPlate,

    /// <summary>The name, phone or address that the author gave for one reader alone.</summary>
    OwnContact,
}

/// <summary>What the author of a text gave of themselves for one reader alone; a text for everyone is compared with it.</summary>
public sealed record OwnDetails(string Name, string? Phone, string Address);

/// <param name="Start">Where it begins in the text, in code units.</param>
/// <param name="Text">As it is written there.</param>
public sealed record FoundDetail(DetailKind Kind, int Start, string Text);

/// <summary>
/// Finds personal details in a text that everyone is going to read. People write numbers in many ways: with spaces and hyphens, in
/// full-width or circled digits, in Chinese numerals, with characters in between that nobody sees; all are read as plain digits first.
/// </summary>
public static class PersonalDetails
{
    private const int Most = 20;
    private const int ShortestName = 2;
    private const int ShortestAddress = 4;
    private static readonly NumeralReading[] OtherReadings =
        [NumeralReading.ListNumbers, NumeralReading.WrittenDigits, NumeralReading.AfterNames, NumeralReading.LookAlikes, NumeralReading.Tens];

    /// <summary>What people write instead of a name. It stands in every second wish and says nothing about anybody.</summary>
    private static readonly HashSet<string> NoNames = new(StringComparer.Ordinal)
    {
        "居民", "老人", "社区", "业主", "住户", "邻居", "家属", "家长", "孩子", "奶奶", "爷爷", "阿姨", "大爷", "大妈", "叔叔", "老师", "先生", "女士",
        "网格员", "志愿者", "匿名", "本人", "我们", "大家", "社区居民", "老年人", "楼长", "物业", "居委会",
    };

    public static bool Has(string text, OwnDetails? own = null) => Find(text, own).Count > 0;

    /// <summary>All details in the order of the text, at most 20. Nothing is found twice: the author's own contact goes before its kind.</summary>
    public static IReadOnlyList<FoundDetail> Find(string text, OwnDetails? own = null)
    {
        var plain = PlainText.Of(text);
        var whole = plain.Without(DetailPatterns.Blank());
        List<FoundDetail> found = [];
        if (own is not null)
            Add(found, OwnContact(text, own));
        AddNumbers(found, plain, whole);
        foreach (var other in OtherReadings.Select(reading => PlainText.Of(text, reading)).Where(other => other.Letters != plain.Letters))
            AddNumbers(found, other, other.Without(DetailPatterns.Blank()));
        Add(found, Matches(DetailKind.Contact, DetailPatterns.Mail(), plain));
        Add(found, Matches(DetailKind.Contact, DetailPatterns.Chat(), whole));
        Add(found, Matches(DetailKind.NumberPlate, DetailPatterns.NumberPlate(), whole));
        Add(found, Matches(DetailKind.IdentityNumber, DetailPatterns.TravelDocument(), whole));
        Add(found, Matches(DetailKind.Address, DetailPatterns.Address(), whole));
        return [.. found.OrderBy(detail => detail.Start).Take(Most)];
    }

    private static void AddNumbers(List<FoundDetail> found, PlainText plain, PlainText whole)
    {
        var numbers = plain.Without(DetailPatterns.NumberGap());
        Add(found, Matches(DetailKind.IdentityNumber, DetailPatterns.IdentityNumber(), numbers));
        Add(found, Matches(DetailKind.Phone, DetailPatterns.Phone(), numbers));
        Add(found, Matches(DetailKind.Contact, DetailPatterns.CardNumber(), numbers, IsCard));
        // After the whole numbers: a mark may also stand between two of them, or between a list's number and a phone.
        Add(found, Matches(DetailKind.IdentityNumber, DetailPatterns.PartedIdentityNumber(), whole));
        Add(found, Matches(DetailKind.Contact, DetailPatterns.PartedCardNumber(), whole, IsCard));
        Add(found, Matches(DetailKind.Phone, DetailPatterns.GroupedPhone(), whole));
        Add(found, Matches(DetailKind.Phone, DetailPatterns.PartedPhone(), whole));
        Add(found, ForeignPhones.In(whole));
        Add(found, Matches(DetailKind.Phone, DetailPatterns.AmericanPhone(), plain));
        var straight = whole.Without(DetailPatterns.Filler());
        if (straight.Letters.Length == whole.Letters.Length)
            return;
        Add(found, Matches(DetailKind.Phone, DetailPatterns.Phone(), straight));
        Add(found, ForeignPhones.In(straight));
    }

    private static void Add(List<FoundDetail> found, IEnumerable<FoundDetail> more) =>
        found.AddRange(more.Where(detail => !found.Exists(other =>
            detail.Start < other.Start + other.Text.Length && other.Start < detail.Start + detail.Text.Length)).ToList());

    private static IEnumerable<FoundDetail> Matches(DetailKind kind, Regex pattern, PlainText plain, Func<string, bool>? isOne = null)
    {
        foreach (Match match in pattern.Matches(plain.Letters))
        {
            if (isOne is null || isOne(match.Value))
                yield return plain.Found(kind, match.Index, match.Length);
        }
    }

    private static IEnumerable<FoundDetail> OwnContact(string text, OwnDetails own)
    {
        var words = PlainText.WordsOf(text);
        foreach (var word in Telling(own).Where(word => word.Length >= ShortestName))
        {
            for (var at = words.Letters.IndexOf(word, StringComparison.Ordinal); at >= 0; at = words.Letters.IndexOf(word, at + word.Length, StringComparison.Ordinal))
                yield return words.Found(DetailKind.OwnContact, at, word.Length);
        }
    }

    /// <summary>The parts of a contact that nobody writes by chance; an address tells nothing without a number.</summary>
    private static IEnumerable<string> Telling(OwnDetails own)
    {
        if (!NoNames.Contains(own.Name))
            yield return PlainText.Words(own.Name);
        foreach (var phone in own.Phone is null ? [] : TypedPhone.AsWritten(own.Phone))
            yield return PlainText.Words(phone);
        if (PlainText.Words(own.Address) is { Length: >= ShortestAddress } address && address.Any(char.IsAsciiDigit))
            yield return address;
    }

    /// <summary>The check digit that every bank card number ends with (Luhn).</summary>
    private static bool IsCard(string written)
    {
        var digits = string.Concat(written.Where(char.IsAsciiDigit));
        var sum = 0;
        for (var index = 0; index < digits.Length; index++)
        {
            var digit = digits[digits.Length - 1 - index] - '0';
            var doubled = index % 2 == 0 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
