using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Shared.Privacy;

/// <summary>
/// Encrypts what must not stand readable in the database (AES-256-GCM). A value is bound to its purpose, so that a phone cannot be
/// moved into a field that is shown. Layout: id length, key id, nonce (12), tag (16), cipher text.
/// </summary>
public sealed class FieldCipher
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private readonly KeyRing keys;
    private readonly byte[] hashKey;

    public FieldCipher(IOptions<PrivacyOptions> options)
    {
        keys = KeyRing.Parse(options.Value.Keys);
        hashKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, keys.Oldest, 32, info: "linyuan.lookup"u8.ToArray());
    }

    public byte[] Encrypt(string purpose, string text) => EncryptBytes(purpose, Encoding.UTF8.GetBytes(text));

    public string Decrypt(string purpose, byte[] stored) => Encoding.UTF8.GetString(DecryptBytes(purpose, stored));

    /// <summary>Null and empty text stay null.</summary>
    public byte[]? EncryptIfAny(string purpose, string? text) => string.IsNullOrEmpty(text) ? null : Encrypt(purpose, text);

    public string? DecryptIfAny(string purpose, byte[]? stored) => stored is null ? null : Decrypt(purpose, stored);

    public byte[] EncryptJson<T>(string purpose, T value) => EncryptBytes(purpose, JsonSerializer.SerializeToUtf8Bytes(value));

    public T DecryptJson<T>(string purpose, byte[] stored) => JsonSerializer.Deserialize<T>(DecryptBytes(purpose, stored))!;

    /// <summary>A keyed hash by which an equal value can be found without being readable; 32 bytes.</summary>
    public byte[] LookupHash(string purpose, string text) => HMACSHA256.HashData(hashKey, Encoding.UTF8.GetBytes(purpose + "\0" + text));

    public byte[] EncryptBytes(string purpose, ReadOnlySpan<byte> plain)
    {
        var id = Encoding.ASCII.GetBytes(keys.NewestId);
        var stored = new byte[1 + id.Length + NonceBytes + TagBytes + plain.Length];
        stored[0] = (byte)id.Length;
        id.CopyTo(stored, 1);
        var rest = stored.AsSpan(1 + id.Length);
        RandomNumberGenerator.Fill(rest[..NonceBytes]);
        using var aes = new AesGcm(keys[keys.NewestId], TagBytes);
        aes.Encrypt(
            rest[..NonceBytes], plain, rest[(NonceBytes + TagBytes)..], rest.Slice(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(purpose));
        return stored;
    }

    public byte[] DecryptBytes(string purpose, byte[] stored)
    {
        var idLength = stored[0];
        var rest = stored.AsSpan(1 + idLength);
        var plain = new byte[rest.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(keys[Encoding.ASCII.GetString(stored, 1, idLength)], TagBytes);
        aes.Decrypt(
            rest[..NonceBytes], rest[(NonceBytes + TagBytes)..], rest.Slice(NonceBytes, TagBytes), plain, Encoding.UTF8.GetBytes(purpose));
        return plain;
    }
}
