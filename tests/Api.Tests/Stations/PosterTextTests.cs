using LinYuan.Api.Shared.Print;

namespace LinYuan.Tests.Stations;

public sealed class PosterTextTests
{
    /// <summary>A text, the width in ems, the most lines, and the lines that come of it.</summary>
    public static readonly TheoryData<string, double, int, string[]> Texts = new()
    {
        { "柳荫暖新驿站", 10, 2, ["柳荫暖新驿站"] },
        { "柳荫暖新驿站", 4, 2, ["柳荫暖新", "驿站"] },
        { "柳荫暖新驿站", 2, 2, ["柳荫", "暖…"] },
        { "柳荫暖新驿站", 2, 3, ["柳荫", "暖新", "驿站"] },
        // No line begins with a comma, and Latin words and times stay whole.
        { "柳荫路九号,桥南街", 5, 3, ["柳荫路九", "号,桥南街"] },
        { "每天 08:00–20:00", 6, 2, ["每天", "08:00–20:00"] },
        { "Rest Stop No 8", 4, 4, ["Rest", "Stop", "No 8"] },
        { "一行\n又一行", 10, 2, ["一行 又一行"] },
        // What is cut off is a whole character, also where that takes several of .NET's.
        { "🏠🏠🏠🏠🏠", 2, 2, ["🏠🏠", "🏠…"] },
        { "站站👩‍🚒站站", 3, 2, ["站站", "…"] },
        { "", 5, 2, [""] },
        { "   ", 5, 1, [""] },
        // A line of nothing but a space has no last character to cut.
        { "站站 站,,,站", 2, 2, ["站站", "…"] },
    };

    [Theory]
    [InlineData("柳荫暖新驿站", 4, 2, "柳荫暖|新驿站")]
    [InlineData("柳荫暖新驿站", 6, 2, "柳荫暖新驿站")]
    [InlineData("柳荫暖新驿站（北门）", 9, 2, "柳荫暖新驿|站（北门）")]
    [InlineData("柳荫暖新驿站", 2, 2, "柳荫|暖…")]
    [InlineData("Supercalifragilistic 站", 3, 2, "Supercalifragilistic|站")]
    [InlineData("", 5, 2, "")]
    public void Lines_of_a_heading_are_about_equally_long(string text, double ems, int most, string lines) =>
        string.Join('|', PosterText.Balance(text, ems, most)).ShouldBe(lines);

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_is_broken_where_a_reader_would_break_it(string text, double ems, int most, string[] lines) =>
        PosterText.Wrap(text, ems, most).ShouldBe(lines);
}
