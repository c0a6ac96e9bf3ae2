using System.Text.RegularExpressions;
using LinYuan.Api.Features.Wishes.Posting;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy.Details;
using LinYuan.Api.Shared.Typed;

namespace LinYuan.Api.Features.Wishes.Crowd;

/// <summary>What a new crowd wish asks for; no I/O.</summary>
public sealed record NewWishItem(string Name, string Unit, int Quantity);

/// <summary>
/// Reads the items of a posted wish. Only registered charities may collect money for people in need, so whatever is money by its unit
/// or its name is refused, with the way that there is for it.
/// </summary>
public static partial class CrowdItems
{
    public const int Most = 20;
    private const string NoMoney = "众筹微心愿只收物品、数量或服务时间，不涉及钱款；需要资金帮助的，请通过指定的慈善组织";

    private static readonly string[] MoneyUnits = ["钱", "块钱", "毛钱", "分钱", "rmb", "cny", "yuan", "usd", "$", "¥", "美金", "英镑"];

    private static readonly string[] MoneyWords =
        ["人民币", "现金", "红包", "转账", "汇款", "打款", "捐款", "善款", "筹款", "钱款", "款项", "资金", "零花钱", "零用钱", "收款码", "rmb", "¥"];

    /// <summary>The items in the order given; none for an ordinary wish.</summary>
    public static IReadOnlyList<NewWishItem> Read(IReadOnlyList<WishItemRequest>? items)
    {
        if (items is null or { Count: 0 })
            return [];
        if (items.Count > Most)
            throw Refusal.Invalid("items", $"最多 {Most} 项");
        List<NewWishItem> read = [.. items.Select(Read)];
        RequireDifferent(read);
        return read;
    }

    /// <summary>The same thing twice would be pledged apart, and nobody sees how much is still missing.</summary>
    private static void RequireDifferent(List<NewWishItem> items)
    {
        HashSet<(string Name, string Unit)> seen = [];
        for (var index = 0; index < items.Count; index++)
        {
            if (!seen.Add((TypedText.Comparable(items[index].Name), TypedText.Comparable(items[index].Unit))))
                throw Refusal.Invalid($"items[{index}].name", $"「{items[index].Name}」写了两次，请合成一项");
        }
    }

    private static NewWishItem Read(WishItemRequest? item, int index)
    {
        if (item is null)
            throw Refusal.Invalid($"items[{index}]", "请填写");
        if (IsMoneyUnit(TypedText.Comparable(item.Unit)))
            throw Refusal.Invalid($"items[{index}].unit", NoMoney);
        if (IsMoney(TypedText.Comparable(item.Name)))
            throw Refusal.Invalid($"items[{index}].name", NoMoney);
        // Staff rewrite a story before everyone reads it, but not an item.
        if (PersonalDetails.Has(item.Name) || PersonalDetails.Has(item.Unit))
            throw Refusal.Invalid($"items[{index}].name", "物品是公开的，请不要写电话、证件号码或门牌");
        return new NewWishItem(item.Name, item.Unit, item.Quantity);
    }

    /// <summary>单元 is a part of a house; every other word that ends so is a currency.</summary>
    private static bool IsMoneyUnit(string unit) =>
        MoneyUnits.Contains(unit, StringComparer.Ordinal) || (unit.EndsWith('元') && unit != "单元") || IsMoney(unit);

    private static bool IsMoney(string text) =>
        text == "钱" || MoneyWords.Any(word => text.Contains(word, StringComparison.Ordinal)) || Amount().IsMatch(text);

    /// <summary>A number before 元 or 块钱, in digits or in Chinese; not 三单元.</summary>
    [GeneratedRegex(@"[0-9一二两三四五六七八九十百千万](元|块钱)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Amount();
}
