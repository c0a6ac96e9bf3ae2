using LinYuan.Api.Shared.Privacy.Details;

namespace LinYuan.Tests.Shared.Privacy;

public sealed class MaskedTextTests
{
    [Theory]
    [InlineData("灯没亮，门锁着", "灯没亮，门锁着")]
    [InlineData("", "")]
    [InlineData("13800138000", "（已隐去）")]
    [InlineData("打138-0013-8000找我", "打（已隐去）找我")]
    [InlineData("13800138000或13900139000", "（已隐去）或（已隐去）")]
    [InlineData("饮水机在2楼，08:00开门", "饮水机在2楼，08:00开门")]
    public void What_leads_to_a_person_is_left_out_and_the_rest_stays(string text, string masked) => MaskedText.Of(text).ShouldBe(masked);

    [Fact]
    public void More_numbers_than_are_found_at_once_are_hidden_too() =>
        MaskedText.Of(string.Join('、', Enumerable.Range(0, 50).Select(number => $"138001380{number:00}"))).ShouldNotContain("138001380");
}
