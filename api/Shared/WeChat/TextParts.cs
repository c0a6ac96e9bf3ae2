namespace LinYuan.Api.Shared.WeChat;

/// <summary>Cuts a text into parts that WeChat's text check takes.</summary>
public static class TextParts
{
    /// <summary>In UTF-16 units, which are never fewer than the characters that WeChat counts.</summary>
    public const int Longest = 2_500;

    // What offends may lie across a cut, so each part begins with the end of the one before.
    private const int Overlap = 50;

    public static IEnumerable<string> Of(string text)
    {
        var start = 0;
        while (text.Length - start > Longest)
        {
            var end = Whole(text, start + Longest);
            yield return text[start..end];
            start = Whole(text, end - Overlap);
        }
        yield return text[start..];
    }

    // Half of a surrogate pair is no text.
    private static int Whole(string text, int at) => char.IsLowSurrogate(text[at]) && char.IsHighSurrogate(text[at - 1]) ? at - 1 : at;
}
