using System.Globalization;
using System.Text;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Shared.WeChat;

/// <summary>Fits values to the kinds of template key that WeChat documents; it refuses a whole message for one that does not fit.</summary>
public static class SubscribeValue
{
    /// <summary>Stands for an empty value, which WeChat refuses (47003). Chinese, so that it fits a phrase as well.</summary>
    public const string Nothing = "无";

    // WeChat does not say what it counts; UTF-16 units are the most cautious reading.
    private const int ThingLength = 20;
    private const int PhraseLength = 5;

    /// <summary>For <c>thing</c>: one line of at most 20 UTF-16 units, cut between whole characters and then ended by "…".</summary>
    public static string Thing(string? value)
    {
        var line = OneLine(value ?? "");
        if (line.Length > ThingLength) line = Fitting(line, ThingLength - 1).TrimEnd() + "…";
        return line.Any(IsVisible) ? line : Nothing;
    }

    /// <summary>For <c>time</c> and <c>date</c>: the minute on a clock in China, such as 2026年3月8日 09:05.</summary>
    public static string Time(DateTimeOffset value) =>
        ChinaTime.Local(value).ToString("yyyy年M月d日 HH:mm", CultureInfo.InvariantCulture);

    /// <summary>For <c>number</c>.</summary>
    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>For <c>phrase</c>: the first five Chinese characters; WeChat takes nothing else.</summary>
    public static string Phrase(string? value)
    {
        var chinese = (value ?? "").Where(letter => letter is >= '\u4E00' and <= '\u9FFF').Take(PhraseLength).ToArray();
        return chinese.Length > 0 ? new string(chinese) : Nothing;
    }

    private static string OneLine(string value)
    {
        var line = new StringBuilder(value.Length);
        foreach (var letter in value.Trim())
        {
            if (!char.IsControl(letter) && !char.IsWhiteSpace(letter)) line.Append(letter);
            else if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
        }
        return line.ToString().TrimEnd();
    }

    private static string Fitting(string line, int most)
    {
        var length = 0;
        while (length < line.Length)
        {
            var next = length + StringInfo.GetNextTextElementLength(line, length);
            if (next > most) break;
            length = next;
        }
        return line[..length];
    }

    // Format characters, such as a zero-width space, take room but show nothing.
    private static bool IsVisible(char letter) => !char.IsWhiteSpace(letter) && char.GetUnicodeCategory(letter) != UnicodeCategory.Format;
}
