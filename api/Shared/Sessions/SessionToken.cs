using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace LinYuan.Api.Shared.Sessions;

/// <summary>An opaque token of 256 random bits. Only its SHA-256 is stored, so a copy of the database opens no session.</summary>
public static class SessionToken
{
    private const int TokenCharacters = 43;

    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    public static bool LooksLikeOne(string text) => text.Length == TokenCharacters && Base64Url.IsValid(text);
}
