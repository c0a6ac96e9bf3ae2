using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LinYuan.Api.Features.WeChatPush.Envelopes;

/// <summary>
/// WeChat's encryption of a pushed message: AES-256-CBC, its first vector the first half of the key, over 16 random bytes, the message's
/// length in 4 bytes, the message, and the appid that it is meant for.
/// </summary>
public static class PushCipher
{
    private const int HeadBytes = 16;
    private const int LengthBytes = 4;
    private const int PaddingBlock = 32;

    /// <param name="encrypted">Base64.</param>
    /// <param name="encodingAesKey">The 43 characters of the push settings.</param>
    /// <returns>Null when it was not encrypted with this key, is damaged, or is meant for another appid.</returns>
    public static byte[]? Decrypt(string encrypted, string encodingAesKey, string appId)
    {
        var sealedBytes = new byte[encrypted.Length];
        if (!Convert.TryFromBase64String(encrypted, sealedBytes, out var length) || length == 0 || length % PaddingBlock != 0)
            return null;
        var key = Convert.FromBase64String(encodingAesKey + "=");
        using var aes = Aes.Create();
        aes.Key = key;
        // Unpadded by hand: the padding goes up to 32 bytes, which the cipher, whose block is 16, takes for a fault.
        var padded = aes.DecryptCbc(sealedBytes.AsSpan(0, length), key.AsSpan(0, HeadBytes), PaddingMode.None);
        return Unpad(padded) is { } plain ? MessageFor(appId, plain) : null;
    }

    private static ArraySegment<byte>? Unpad(byte[] padded)
    {
        var padding = padded[^1];
        if (padding is < 1 or > PaddingBlock || padded.AsSpan(padded.Length - padding).ContainsAnyExcept(padding))
            return null;
        return new ArraySegment<byte>(padded, 0, padded.Length - padding);
    }

    private static byte[]? MessageFor(string appId, ReadOnlySpan<byte> plain)
    {
        if (plain.Length < HeadBytes + LengthBytes)
            return null;
        var rest = plain[(HeadBytes + LengthBytes)..];
        var length = BinaryPrimitives.ReadInt32BigEndian(plain[HeadBytes..]);
        if (length < 0 || length > rest.Length)
            return null;
        return CryptographicOperations.FixedTimeEquals(rest[length..], Encoding.UTF8.GetBytes(appId)) ? rest[..length].ToArray() : null;
    }
}
