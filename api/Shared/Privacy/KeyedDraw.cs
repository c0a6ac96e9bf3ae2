using System.Buffers.Binary;
using System.Globalization;

namespace LinYuan.Api.Shared.Privacy;

/// <summary>Draws lots by a hash with a secret key.</summary>
public static class KeyedDraw
{
    /// <summary>
    /// Whether this thing is among the share (0 to 1) that is drawn: the same answer however often it is asked, and nobody without the
    /// key can tell it beforehand.
    /// </summary>
    public static bool Draws(this FieldCipher cipher, string purpose, long id, double share) =>
        BinaryPrimitives.ReadUInt32BigEndian(cipher.LookupHash(purpose, id.ToString(CultureInfo.InvariantCulture))) < share * (1L << 32);
}
