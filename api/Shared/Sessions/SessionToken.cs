using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Shared.Sessions;

/// <summary>
/// An opaque token: 128 random bits and as many that only we can make of them, so that a made-up token is told from one that we gave out
/// without asking anything. Only its SHA-256 is stored, so a copy of the database opens no session.
/// </summary>
public static class SessionToken
{
    private const string Purpose = "session.token";
    private const int TokenCharacters = 43;
    private const int Half = 16;

    public static string Create(FieldCipher cipher)
    {
        var random = RandomNumberGenerator.GetBytes(Half);
        return Base64Url.EncodeToString([.. random, .. MarkOf(cipher, random)]);
    }

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    public static bool LooksLikeOne(string text) => text.Length == TokenCharacters && Base64Url.IsValid(text);

    /// <summary>Whether we gave this token out, whatever has become of its session. Those of an earlier release bear no mark.</summary>
    public static bool IsOurs(FieldCipher cipher, string token)
    {
        var bytes = Base64Url.DecodeFromChars(token);
        return CryptographicOperations.FixedTimeEquals(bytes.AsSpan(Half), MarkOf(cipher, bytes[..Half]));
    }

    private static byte[] MarkOf(FieldCipher cipher, byte[] random) => cipher.LookupHash(Purpose, Convert.ToHexString(random))[..Half];
}
