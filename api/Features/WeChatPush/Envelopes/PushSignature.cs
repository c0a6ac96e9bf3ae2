using System.Security.Cryptography;
using System.Text;

namespace LinYuan.Api.Features.WeChatPush.Envelopes;

/// <summary>WeChat's signature: lower-case hex of the SHA-1 over its parts in ordinal order.</summary>
public static class PushSignature
{
    public static string Of(params IEnumerable<string> parts)
    {
        var joined = string.Concat(parts.Order(StringComparer.Ordinal));
#pragma warning disable CA5350 // WeChat's protocol prescribes SHA-1.
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(joined)));
#pragma warning restore CA5350
    }

    /// <summary>Compares in a time that does not tell how much of a guess was right.</summary>
    public static bool Fits(string given, params IEnumerable<string> parts) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(Of(parts)));
}
