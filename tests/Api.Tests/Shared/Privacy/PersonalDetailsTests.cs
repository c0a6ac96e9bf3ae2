using LinYuan.Api.Shared.Privacy.Details;

namespace LinYuan.Tests.Shared.Privacy;

/// <summary>A phone or an identity number is found however it is written.</summary>
public sealed class PersonalDetailsTests
{
    [Theory]
    [InlineData("请打13712345678找我")]
    [InlineData("电话 137-1234-5678")]
    [InlineData("１３７１２３４５６７８")]
    [InlineData("一三七一二三四五六七八")]
    [InlineData("幺三七 幺二三四 五六七八")]
    [InlineData("+8613712345678")]
    [InlineData("家里电话0434-5223344")]
    [InlineData("证件号11010519491231002X")]
    [InlineData("证件号 110105 19491231 0021")]
    public void A_number_that_leads_to_a_person_is_found(string text) => PersonalDetails.Has(text).ShouldBeTrue();

    [Theory]
    [InlineData("想给老人装一根扶手，大约需要两个人、三个小时")]
    [InlineData("2026年11月21日上午9点前来")]
    [InlineData("需要米20斤、油10升，共计1234567890件小物")]
    [InlineData("一二三四五，上山打老虎")]
    [InlineData("")]
    public void Other_numbers_are_left_alone(string text) => PersonalDetails.Has(text).ShouldBeFalse();
}
