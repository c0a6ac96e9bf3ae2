using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace WeChat.StandIn;

/// <summary>WeChat's signature and encryption of pushed messages.</summary>
public static class PushEnvelope
{
    private const int RandomBytes = 16;
    private const int LengthBytes = 4;
    private const int PaddingBlock = 32;

    /// <summary>Lower-case hex of the SHA-1 over the parts in ordinal order.</summary>
    public static string Sign(params IEnumerable<string> parts)
    {
        var joined = string.Concat(parts.Order(StringComparer.Ordinal));
#pragma warning disable CA5350 // WeChat's protocol prescribes SHA-1.
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(joined)));
#pragma warning restore CA5350
    }

    /// <summary>Base64 of the encrypted message with a fresh random head.</summary>
    public static string Encrypt(string message, string appId, string encodingAesKey) =>
        Encrypt(message, appId, encodingAesKey, RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>The same with a given head of 16 bytes, so that published examples can be compared.</summary>
    public static string Encrypt(string message, string appId, string encodingAesKey, ReadOnlySpan<byte> head)
    {
        var key = Convert.FromBase64String(encodingAesKey + "=");
        using var aes = Aes.Create();
        aes.Key = key;
        return Convert.ToBase64String(aes.EncryptCbc(Padded(message, appId, head), key.AsSpan(0, RandomBytes), PaddingMode.None));
    }

    // Head, length of the message, message, appid; padded by hand, because the block of 32 is not the cipher's own 16.
    private static byte[] Padded(string message, string appId, ReadOnlySpan<byte> head)
    {
        var text = Encoding.UTF8.GetBytes(message);
        var owner = Encoding.UTF8.GetBytes(appId);
        var length = RandomBytes + LengthBytes + text.Length + owner.Length;
        var padding = PaddingBlock - (length % PaddingBlock);
        var plain = new byte[length + padding];
        head[..RandomBytes].CopyTo(plain);
        BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(RandomBytes), text.Length);
        text.CopyTo(plain, RandomBytes + LengthBytes);
        owner.CopyTo(plain, RandomBytes + LengthBytes + text.Length);
        plain.AsSpan(length).Fill((byte)padding);
        return plain;
    }
}
