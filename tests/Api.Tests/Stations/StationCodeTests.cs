using LinYuan.Api.Features.Stations;

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
    [InlineData("\uFF21\uFF22\uFF23\uFF24\uFF12\uFF13\uFF14\uFF15", null)]
    [InlineData("驿站编码驿站编码", null)]
    [InlineData("A B C D 2 3 4 5                  ", null)]
    public void A_code_is_read_as_people_type_it(string typed, string? code) => StationCode.TryRead(typed).ShouldBe(code);

    [Fact]
    public void A_new_code_is_read_back_from_how_it_is_printed()
    {
        var code = StationCode.New();

        StationCode.TryRead(StationCode.Spaced(code)).ShouldBe(code);
        StationCode.Spaced("ABCD2345").ShouldBe("ABCD 2345");
    }
}
