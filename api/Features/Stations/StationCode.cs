using System.Security.Cryptography;

namespace LinYuan.Api.Features.Stations;

/// <summary>The code in a station's printed QR: eight characters that a person can read aloud and type.</summary>
public static class StationCode
{
    /// <summary>No 0 and O, no 1, I and L: nobody has to guess.</summary>
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private const int Length = 8;

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>Reads a code as people type it, with spaces, hyphens or in lower case; null when it cannot be one.</summary>
    public static string? TryRead(string typed)
    {
        if (typed.Length > Length * 4)
            return null;
        var code = string.Concat(typed.Where(character => character is not '-' && !char.IsWhiteSpace(character))).ToUpperInvariant();
        return code.Length == Length && code.All(Alphabet.Contains) ? code : null;
    }

    /// <summary>In two groups, for reading: "ABCD 2345".</summary>
    public static string Spaced(string code) => code.Length > 4 ? $"{code[..4]} {code[4..]}" : code;
}
