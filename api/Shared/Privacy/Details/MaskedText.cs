using System.Text;

namespace LinYuan.Api.Shared.Privacy.Details;

/// <summary>A text of somebody for readers who need not reach the persons in it.</summary>
public static class MaskedText
{
    private const string Hidden = "（已隐去）";

    /// <summary>What is found is limited, so it is looked for again; a text of the length that people may write needs no more looks.</summary>
    private const int MostLooks = 5;

    /// <summary>Without what leads to a person: numbers, accounts, doors.</summary>
    public static string Of(string text)
    {
        for (var look = 0; look < MostLooks && PersonalDetails.Find(text) is { Count: > 0 } found; look++)
            text = Without(text, found);
        return text;
    }

    private static string Without(string text, IReadOnlyList<FoundDetail> found)
    {
        var masked = new StringBuilder();
        var next = 0;
        foreach (var detail in found)
        {
            masked.Append(text, next, detail.Start - next).Append(Hidden);
            next = detail.Start + detail.Text.Length;
        }
        return masked.Append(text, next, text.Length - next).ToString();
    }
}
