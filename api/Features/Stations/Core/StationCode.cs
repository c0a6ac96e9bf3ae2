using System.Security.Cryptography;

namespace LinYuan.Api.Features.Stations.Core;

/// <summary>The code in a station's printed QR: eight characters that a person can read aloud and type.</summary>
public static class StationCode
{
    /// <summary>No 0 and O, no 1, I and L: nobody has to guess.</summary>
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private const int Length = 8;

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>Reads a code as people type it or as a scan gives it; null when it cannot be one.</summary>
    public static string? TryRead(string typed) => TryRead(ScannedText.Read(typed));

    public static string? TryRead(ScannedText scan) => scan.Code.Length == Length && scan.Code.All(Alphabet.Contains) ? scan.Code : null;

    /// <summary>In two groups, for reading: "ABCD 2345".</summary>
    public static string Spaced(string code) => code.Length > 4 ? $"{code[..4]} {code[4..]}" : code;
}
