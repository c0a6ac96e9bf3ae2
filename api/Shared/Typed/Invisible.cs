using System.Globalization;
using System.Text;

namespace LinYuan.Api.Shared.Typed;

/// <summary>Characters that take no room on a screen: they hide a number from whoever searches for it, and make an empty text look full.</summary>
public static class Invisible
{
    /// <summary>Letters and symbols by their category that are drawn as nothing all the same: the fillers of Hangul and blank Braille.</summary>
    private const string Fillers = "\u115F\u1160\u3164\uFFA0\u2800";

    /// <summary>Whether the character that begins there shows nothing of its own; marks over another character count as such.</summary>
    public static bool Is(string text, int index) =>
        CharUnicodeInfo.GetUnicodeCategory(text, index) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
        || Fillers.Contains(text[index]);

    /// <summary>Whether there is nothing to read.</summary>
    public static bool IsAll(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (!char.IsWhiteSpace(text[index]) && !Is(text, index))
                return false;
            index += char.IsSurrogatePair(text, index) ? 1 : 0;
        }
        return true;
    }

    /// <summary>
    /// Whether it says nothing where it stands: it turns the direction of writing, or parts words where nobody sees it. Joiners stay
    /// between the parts of one emoji and in scripts that are written with them; tags stay in a flag.
    /// </summary>
    internal static bool IsMeaningless(Rune character, Rune before, Rune after) => character.Value switch
    {
        0x00AD or 0x034F or 0x061C or 0x200B or 0x200E or 0x200F or 0xFEFF => true,
        (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F) or (>= 0xFFF9 and <= 0xFFFB) => true,
        0x180E => !IsMongolian(before),
        0x200C or 0x200D => !IsJoined(before) || !IsJoined(after),
        >= 0xE0000 and <= 0xE007F => !IsFlag(before),
        _ => false,
    };

    private static bool IsJoined(Rune neighbour) => Rune.GetUnicodeCategory(neighbour) switch
    {
        UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => true,
        UnicodeCategory.OtherLetter => neighbour.Value is < 0x2E80 or (>= 0xA000 and < 0xF900),
        _ => false,
    };

    private static bool IsMongolian(Rune neighbour) => neighbour.Value is >= 0x1800 and <= 0x18AF;

    /// <summary>The black flag that begins a flag of a region, or a tag that follows one.</summary>
    private static bool IsFlag(Rune neighbour) => neighbour.Value is 0x1F3F4 or (>= 0xE0020 and <= 0xE007E);
}
