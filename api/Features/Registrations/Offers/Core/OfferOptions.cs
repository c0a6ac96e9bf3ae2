using System.ComponentModel.DataAnnotations;

namespace LinYuan.Api.Features.Registrations.Offers.Core;

/// <summary>Section "Offers".</summary>
public sealed record OfferOptions
{
    /// <summary>Offers that one member may have.</summary>
    [Range(1, 100)]
    public int MostPerMember { get; set; } = 10;
}
