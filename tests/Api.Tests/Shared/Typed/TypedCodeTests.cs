using LinYuan.Api.Shared.Typed;

namespace LinYuan.Tests.Shared.Typed;

public sealed class TypedCodeTests
{
    [Theory]
    [InlineData("１２３４５６７８９０", "1234567890")]
    [InlineData("1234 5678\u300090", "1234567890")]
    [InlineData("1234-5678－90", "1234567890")]
    [InlineData("1234—5678–90", "1234567890")]
    [InlineData("12\u200B34\u00AD\uFEFF", "1234")]
    [InlineData("\u0661\u0662\u0663", "123")]
    [InlineData("𝟏𝟐𝟑", "123")]
    [InlineData("ＡＢｃｄ2345", "ABcd2345")]
    [InlineData("一二三", "一二三")]
    [InlineData("①②😀", "①②😀")]
    public void A_code_is_folded_to_the_letters_of_a_Latin_keyboard(string typed, string folded) => TypedCode.Fold(typed).ShouldBe(folded);
}
