using System.ComponentModel.DataAnnotations;

namespace LinYuan.Api.Shared.Privacy.Details;

/// <summary>A text that others read with nobody looking at it before: nothing that leads to one person may stand in it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class ForOthersAttribute : ValidationAttribute
{
    /// <summary>For what staff write of places: where something is fetched may be a door.</summary>
    public bool MayNameDoors { get; init; }

    public override bool IsValid(object? value) => value switch
    {
        string text => IsClean(text),
        IEnumerable<string?> list => list.OfType<string>().All(IsClean),
        _ => true,
    };

    public override string FormatErrorMessage(string name) => "别人会看到这里，请不要写电话、微信号、证件号、车牌号或门牌";

    private bool IsClean(string text) => PersonalDetails.Find(text).All(detail => MayNameDoors && detail.Kind == DetailKind.Address);
}
