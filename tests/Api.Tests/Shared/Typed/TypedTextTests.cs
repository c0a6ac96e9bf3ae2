using LinYuan.Api.Shared.Typed;

namespace LinYuan.Tests.Shared.Typed;

/// <summary>What is left of a text when it has been read: all that is meant, and nothing that nobody sees.</summary>
public sealed class TypedTextTests
{
    [Theory]
    [InlineData("门口\u200B的灯", "门口的灯")]
    [InlineData("\uFEFF修灯\u2060", "修灯")]
    [InlineData("修\u00AD灯\u200E\u200F", "修灯")]
    [InlineData("修\u202E灯\u202C", "修灯")]
    [InlineData("\u2066修灯\u2069", "修灯")]
    [InlineData("修\u200D灯", "修灯")]
    [InlineData("修\U000E0041灯", "修灯")]
    [InlineData("a\u00A0b\u2003c\u202Fd", "a b c d")]
    [InlineData("一\u2028二\u0085三", "一\n二\n三")]
    [InlineData("\u00A0\u3000 修灯 \u200B", "修灯")]
    [InlineData("\u200B\u200B", "")]
    public void What_nobody_sees_goes_and_blanks_become_the_usual_ones(string typed, string read) => TypedText.Read(typed).ShouldBe(read);

    [Theory]
    [InlineData("①换灯泡②修扶手，约２０㎡（含楼道）！")]
    [InlineData("买买提·艾力")]
    [InlineData("𬀩𠮷的灯")]
    [InlineData("葛\U000E0100城")]
    [InlineData("一家人👨\u200D👩\u200D👧")]
    [InlineData("救护员👩🏽\u200D🚒")]
    [InlineData("谢谢❤\uFE0F\u200D🔥")]
    [InlineData("彩虹🏳\uFE0F\u200D🌈和🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F")]
    [InlineData("第一行\n\u3000\u3000第二行")]
    [InlineData("می\u200Cخواهم")]
    [InlineData("١２3")]
    public void What_is_meant_stays_as_it_is(string typed) => TypedText.Read(typed).ShouldBe(typed);

    [Theory]
    [InlineData("区司法局（本级）", "区司法局(本级)")]
    [InlineData(" 区司法局 （本级） ", "区司法局(本级)")]
    [InlineData("ＡＢＣ\u200B公司", "abc公司")]
    public void Names_that_differ_in_width_and_blanks_alone_are_compared_as_one(string one, string other) =>
        TypedText.Comparable(one).ShouldBe(TypedText.Comparable(other));
}
