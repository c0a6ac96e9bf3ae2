using System.Buffers.Binary;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Privacy.Details;

namespace LinYuan.Api.Features.Wishes.Duplicates;

/// <summary>
/// How alike two texts are, by the pairs of letters that they share; and the keyed hashes by which texts that may be alike are found
/// without reading all of them. Punctuation, width and the way in which digits are written make no difference.
/// </summary>
public sealed class TextLikeness(FieldCipher cipher)
{
    /// <summary>Of the title, the first of all slots.</summary>
    public const int TitleSlots = 4;

    /// <summary>Of title and story together; two texts that share half of their pairs miss each other in all eight once in 250.</summary>
    public const int WholeSlots = 8;

    public const int Slots = TitleSlots + WholeSlots;
    private const int SlotsPerHash = 4;
    private const int SlotBytes = 8;

    /// <summary>The share of common pairs in all pairs of both texts, 0 to 1.</summary>
    public static Likeness Between(WishText one, WishText other) =>
        new(Share(Pairs(one.Title), Pairs(other.Title)), Share(WholePairs(one), WholePairs(other)));

    /// <summary>
    /// The least hash of all pairs for each slot, 8 bytes each; null where a text has no pair. The share of slots in which two texts
    /// agree is about the share of their common pairs (min-hash).
    /// </summary>
    public byte[]?[] HashesOf(WishText text) =>
        [.. Least("wish.likeness.title", Pairs(text.Title), TitleSlots), .. Least("wish.likeness.whole", WholePairs(text), WholeSlots)];

    private byte[]?[] Least(string purpose, HashSet<string> pairs, int slots)
    {
        var least = new ulong[slots];
        Array.Fill(least, ulong.MaxValue);
        foreach (var pair in pairs)
        {
            for (var first = 0; first < slots; first += SlotsPerHash)
            {
                var hash = cipher.LookupHash($"{purpose}.{first}", pair);
                for (var slot = 0; slot < SlotsPerHash; slot++)
                    least[first + slot] = Math.Min(least[first + slot], BinaryPrimitives.ReadUInt64BigEndian(hash.AsSpan(slot * SlotBytes)));
            }
        }
        return [.. least.Select(value => pairs.Count == 0 ? null : Bytes(value))];
    }

    private static byte[] Bytes(ulong value)
    {
        var bytes = new byte[SlotBytes];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }

    private static double Share(HashSet<string> one, HashSet<string> other)
    {
        if (one.Count == 0 || other.Count == 0)
            return 0;
        var both = one.Count(other.Contains);
        return (double)both / (one.Count + other.Count - both);
    }

    private static HashSet<string> WholePairs(WishText text) => [.. Pairs(text.Title), .. Pairs(text.Story)];

    private static HashSet<string> Pairs(string text)
    {
        var words = PlainText.Words(text);
        return [.. Enumerable.Range(0, Math.Max(0, words.Length - 1)).Select(index => words.Substring(index, 2))];
    }
}

/// <param name="Title">Of the titles alone, 0 to 1.</param>
/// <param name="Whole">Of titles and stories together, 0 to 1.</param>
public sealed record Likeness(double Title, double Whole)
{
    /// <summary>For showing.</summary>
    public int Percent => (int)Math.Round(Math.Max(Title, Whole) * 100);
}
