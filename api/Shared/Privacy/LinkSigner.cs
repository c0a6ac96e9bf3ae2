using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Shared.Privacy;

/// <summary>
/// Signs what goes out into the world and comes back, such as links to pictures. Each purpose has a key of its own, so that nothing
/// signed for one passes for another. The keys come from the last of Privacy:Keys, which never goes: replicas that are given a new first
/// key one after the other still take each other's signatures.
/// </summary>
public sealed class LinkSigner(IOptions<PrivacyOptions> options)
{
    private const int SignatureBytes = 16;
    private readonly byte[] root = KeyRing.Parse(options.Value.Keys).Oldest;

    /// <summary>16 bytes.</summary>
    public byte[] Sign(string purpose, string text)
    {
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, root, 32, info: Encoding.UTF8.GetBytes("linyuan.sign:" + purpose));
        return HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text))[..SignatureBytes];
    }

    /// <summary>Whether the signature is ours; takes the same time whatever is wrong with it.</summary>
    public bool Fits(string purpose, string text, ReadOnlySpan<byte> signature) =>
        CryptographicOperations.FixedTimeEquals(Sign(purpose, text), signature);
}
