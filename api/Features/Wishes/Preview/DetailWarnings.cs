using LinYuan.Api.Shared.Privacy.Details;

namespace LinYuan.Api.Features.Wishes.Preview;

/// <summary>Of what the author writes, the part in which something was found.</summary>
public enum WishField
{
    Title,
    Story,
}

/// <param name="Text">The words that were found, as they stand there.</param>
/// <param name="Message">What to do about it, fit to show to the author.</param>
public sealed record DetailWarningView(DetailKind Kind, WishField Field, string Text, string Message);

/// <summary>
/// What an author and a reviewer are warned of before a text becomes public. A warning stops nobody from posting: a wish of someone who
/// cannot rewrite it must not be lost, and staff reword it.
/// </summary>
public static class DetailWarnings
{
    /// <summary>No contact: only what is found without it.</summary>
    public static IReadOnlyList<DetailWarningView> Of(WishText text, WishContact? contact) =>
        [.. In(WishField.Title, text.Title, contact), .. In(WishField.Story, text.Story, contact)];

    private static IEnumerable<DetailWarningView> In(WishField field, string text, WishContact? contact) =>
        PersonalDetails.Find(text, contact?.Own).Select(detail => new DetailWarningView(detail.Kind, field, detail.Text, MessageFor(detail.Kind)));

    private static string MessageFor(DetailKind kind) => kind switch
    {
        DetailKind.Phone => "这里像是电话号码，公开后谁都能看到。请删去，电话只给认领人看。",
        DetailKind.IdentityNumber => "这里像是身份证号，公开后谁都能看到。请删去，办心愿不需要它。",
        DetailKind.Address => "这里写到了哪一户，公开后谁都能找上门。请只写到楼栋，门牌只给认领人看。",
        DetailKind.Contact => "这里像是微信号、邮箱或银行卡号，公开后谁都能看到。请删去。",
        DetailKind.NumberPlate => "这里像是车牌号，公开后谁都能看到。请删去，要找车主请写给社区。",
        _ => "这里是您留给认领人的姓名、电话或地址，公开后谁都能看到。请从标题和内容里删去。",
    };
}
