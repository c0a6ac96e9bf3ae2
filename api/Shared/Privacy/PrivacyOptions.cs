using System.ComponentModel.DataAnnotations;

namespace LinYuan.Api.Shared.Privacy;

/// <summary>Section "Privacy".</summary>
public sealed record PrivacyOptions : IValidatableObject
{
    /// <summary>
    /// Encryption keys, newest first: "k2:base64,k1:base64", 32 bytes each. New data is written with the first; the others stay for
    /// reading. The last one also keys the look-up hashes, so it is never removed.
    /// </summary>
    public string Keys { get; set; } = "";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        string? problem = null;
        try
        {
            _ = KeyRing.Parse(Keys);
        }
        catch (FormatException error)
        {
            problem = error.Message;
        }
        if (problem is not null)
            yield return new ValidationResult($"Privacy:Keys {problem}");
    }
}
