using System.Globalization;
using LinYuan.Api.Features.Registrations.Offers.Core;
using LinYuan.Api.Features.Wishes.Crowd;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Versions;

namespace LinYuan.Api.Features.Wishes.Review;

/// <summary>Holds decisions about a wish to what whoever decides has read of it.</summary>
public sealed class WishVersions(WishStore wishes, CrowdStore crowd, CaseVersions versions)
{
    public const string Kind = "wish";

    /// <summary>To be called with the wish locked. A decision that names no version is not held to one.</summary>
    public Task Require(Tx tx, Wish wish, int? version) =>
        version is { } asked ? versions.Require(tx, asked, wish.Version, () => Judged(tx, wish)) : Task.CompletedTask;

    /// <summary>Keeps what the wish says, before it is changed; locks the wish until the transaction ends.</summary>
    public async Task Keep(Tx tx, long id, DateTimeOffset now)
    {
        if (await crowd.Lock(tx, id) && await wishes.Find(tx, id) is { } wish)
            await versions.Keep(tx, await Judged(tx, wish), now);
    }

    private async Task<JudgedCase> Judged(Tx tx, Wish wish)
    {
        var contact = await wishes.FindContact(tx, wish.Id);
        return new JudgedCase(Kind, wish.Id, wish.AuthorId, wish.Version, [.. OfWords(wish), .. OfContact(contact)]);
    }

    private static IEnumerable<JudgedField> OfWords(Wish wish) =>
    [
        new("title", "标题", wish.Text?.Title),
        new("story", "心愿内容", wish.Text?.Story),
        new("publicTitle", "公开的标题", wish.PublicTitle),
        new("publicStory", "公开的内容", wish.PublicStory),
        new("category", "类别", NameOf(wish.Category)),
        new("wantedBy", "希望完成的日期", wish.WantedBy?.ToString("yyyy年M月d日", CultureInfo.InvariantCulture)),
        new("estimatedYuan", "估价", wish.Review.EstimatedYuan is { } yuan ? $"{yuan} 元" : null),
        new("items", "物品", wish.Crowd is { } part ? string.Join('、', part.Items.Select(item => $"{item.Name} {item.Quantity} {item.Unit}")) : null),
    ];

    /// <summary>Reviewers never see the contact; that it changed they must know, since nobody may be sent to an address that no one has looked at.</summary>
    private IEnumerable<JudgedField> OfContact(WishContact? contact) =>
    [
        versions.Hidden("contact.name", "联系人", contact is null ? null : Mask.Name(contact.Name), contact?.Name),
        versions.Hidden("contact.phone", "联系电话", contact?.Phone is { } phone ? Mask.Phone(phone) : null, contact?.Phone),
        versions.Hidden("contact.address", "地址", shown: null, contact?.Address),
    ];

    private static string NameOf(WishCategory category) => category switch
    {
        WishCategory.MicroSpace => "微空间",
        WishCategory.MicroService => "微服务",
        WishCategory.MicroEnvironment => "微环境",
        WishCategory.MicroSafety => "微安全",
        WishCategory.MicroFacility => "微设施",
        WishCategory.MicroCulture => "微文化",
        WishCategory.MicroCharity => "微公益",
        _ => "微治理",
    };
}
