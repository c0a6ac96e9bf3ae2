using System.ComponentModel.DataAnnotations;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Tests.Shared.Http;

/// <summary>What a text of a request may hold.</summary>
public sealed class TextRulesTests
{
    [Theory]
    [InlineData("    ")]
    [InlineData("　　　")]
    [InlineData("\n\n\n")]
    [InlineData("\u200B\u200B\u200B")]
    [InlineData("\u200D\uFE0F\u200D")]
    [InlineData("\u3164 \u2800")]
    [InlineData("\U000E0041\U000E0042\U000E0043")]
    public void A_text_in_which_there_is_nothing_to_read_counts_as_empty(string text)
    {
        Said(text).ShouldBe("请填写");
        Said(text, optional: true).ShouldBe("请填写");
    }

    [Theory]
    [InlineData("一家人👨\u200D👩\u200D👧")]
    [InlineData("谢谢❤\uFE0F")]
    [InlineData("第一行\n第二行")]
    public void Emoji_and_line_breaks_are_taken(string text) => Said(text).ShouldBeNull();

    [Fact]
    public void A_text_may_be_left_out_only_where_it_is_optional()
    {
        foreach (var text in new[] { null, "" })
        {
            Said(text, optional: true).ShouldBeNull();
            Said(text).ShouldBe("请填写");
        }
    }

    private static string? Said(string? text, bool optional = false) =>
        new TextAttribute(2, 20) { Optional = optional }.GetValidationResult(text, new ValidationContext(new object()))?.ErrorMessage;
}
