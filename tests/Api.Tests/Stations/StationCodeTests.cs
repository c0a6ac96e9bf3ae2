using LinYuan.Api.Features.Stations.Core;

namespace LinYuan.Tests.Stations;

public sealed class StationCodeTests
{
    [Fact]
    public void New_codes_have_eight_characters_that_nobody_mistakes_for_one_another()
    {
        var codes = Enumerable.Range(0, 2_000).Select(_ => StationCode.New()).ToList();

        codes.ShouldAllBe(code => code.Length == 8);
        string.Concat(codes).ShouldAllBe(character => "23456789ABCDEFGHJKMNPQRSTUVWXYZ".Contains(character));
        codes.Distinct().Count().ShouldBe(2_000);
    }

    [Theory]
    [InlineData("ABCD2345", "ABCD2345")]
    [InlineData("abcd2345", "ABCD2345")]
    [InlineData(" abcd 2345 ", "ABCD2345")]
    [InlineData("ab-cd-23-45", "ABCD2345")]
    [InlineData("ABCD\u30002345", "ABCD2345")]
    [InlineData("ABCD\t2345\n", "ABCD2345")]
    [InlineData("", null)]
    [InlineData("ABCD234", null)]
    [InlineData("ABCD23456", null)]
    [InlineData("ABCD2340", null)]
    [InlineData("ABCDI345", null)]
    [InlineData("ABCDl345", null)]
    [InlineData("ABCDo345", null)]
    [InlineData("\uFF21\uFF22\uFF23\uFF24\uFF12\uFF13\uFF14\uFF15", "ABCD2345")]
    [InlineData("ＡＢＣＤ－２３４５", "ABCD2345")]
    [InlineData("https://linyuan.example/s/ABCD2345", "ABCD2345")]
    [InlineData("HTTP://LinYuan.Example:8443/s/abcd2345/", "ABCD2345")]
    [InlineData("https://elsewhere.example/s/ABCD2345?d=XYZ&from=wall#top", "ABCD2345")]
    [InlineData("scene=ABCD2345", "ABCD2345")]
    [InlineData("pages/station/index?scene=ABCD2345", "ABCD2345")]
    [InlineData("/pages/station/index?from=code&scene=ABCD2345&x=1", "ABCD2345")]
    [InlineData("q=https%3A%2F%2Flinyuan.example%2Fs%2FABCD2345%3Fd%3DXYZ&scancode_time=1700000000", "ABCD2345")]
    [InlineData("pages/station/index?q=https%253A%252F%252Flinyuan.example%252Fs%252FABCD2345", "ABCD2345")]
    [InlineData("https%3A%2F%2Flinyuan.example%2Fs%2FABCD2345", "ABCD2345")]
    [InlineData("https://linyuan.example/t/ABCD2345", null)]
    [InlineData("https://linyuan.example/s/", null)]
    [InlineData("weixin://wxpay/bizpayurl?pr=abcd2345", null)]
    [InlineData("%%%%", null)]
    [InlineData("驿站编码驿站编码", null)]
    [InlineData("A B C D 2 3 4 5                  ", "ABCD2345")]
    public void A_code_is_read_as_people_type_it(string typed, string? code) => StationCode.TryRead(typed).ShouldBe(code);

    [Fact]
    public void A_new_code_is_read_back_from_how_it_is_printed()
    {
        var code = StationCode.New();

        StationCode.TryRead(StationCode.Spaced(code)).ShouldBe(code);
        StationCode.Spaced("ABCD2345").ShouldBe("ABCD 2345");
    }
}
