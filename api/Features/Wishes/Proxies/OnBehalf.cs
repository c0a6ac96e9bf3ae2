using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Wishes.Proxies.Cards;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.Proxies;

/// <summary>What a proxy is to the person: 网格员, 亲属, 社区工作人员, 邻居.</summary>
public enum ProxyRelation
{
    GridWorker,
    Relative,
    Staff,
    Neighbour,
}

/// <summary>代办: acts for a person without a phone. What that person tells the proxy, number and code, is the consent to this one act.</summary>
/// <param name="CardNumber">Eight digits; a blank between them is no matter.</param>
/// <param name="ConsentCode">Six digits.</param>
/// <param name="Relation">The first and the third are for staff of the person's community.</param>
public sealed record OnBehalfRequest(
    [property: Code(ConsentCard.NumberDigits, AnyLetters = true)] string CardNumber,
    [property: Code(ConsentCard.CodeDigits, AnyLetters = true)] string ConsentCode,
    [property: Needed] ProxyRelation? Relation);

/// <summary>What a wish says of the proxy who filed it, to those concerned alone.</summary>
public sealed record OnBehalfView(ProxyRelation Relation, bool Filed);

/// <summary>What was done for a represented person, or with what is held on them.</summary>
public enum ProxyAct
{
    Register,
    Print,
    Reissue,
    End,
    ReadData,
    Erase,
    File,
    Resubmit,
    Appeal,
    Confirm,
    Dispute,
    Withdraw,
}

/// <summary>A person without a phone (无手机居民), with the personal fields in plain text: mask them before they leave.</summary>
/// <param name="Name">Null once it was erased.</param>
/// <param name="Phone">Of somebody at home, or a landline; many have none.</param>
/// <param name="EndedAt">Since when nobody may act for the person any more.</param>
public sealed record RepresentedPerson(
    long Id, Placement Place, string CardNumber, string? Name, string? Phone, string? Address, long IssuedBy, DateTimeOffset IssuedAt,
    DateTimeOffset? PrintableUntil, DateTimeOffset RegisteredAt, DateTimeOffset? EndedAt)
{
    /// <summary>Whom to contact for the person's wishes, as registered.</summary>
    public WishContact? Contact => Name is null || Address is null ? null : new WishContact(Name, Phone, Address);
}

public sealed record NewRepresentedPerson(Placement Place, string Name, string? Phone, string Address, long RegisteredBy);

/// <summary>A new code and until when the card with it can be printed.</summary>
public sealed record NewConsent(string CardNumber, string Code, DateTimeOffset PrintableUntil)
{
    public static NewConsent For(string cardNumber, ProxyOptions options, DateTimeOffset now) =>
        new(cardNumber, ConsentCard.NewCode(), now + options.CardPrintableFor);
}

/// <summary>The consent of a person to one act, found to be right a moment ago. The hash tells whether the card is still the same.</summary>
public sealed record Consent(RepresentedPerson Person, byte[] CodeHash, ProxyRelation Relation);
