using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy.Details;

namespace LinYuan.Tests.Shared.Privacy;

/// <summary>What the detector finds in sentences and what it leaves alone: see <see cref="DetailTable"/>.</summary>
public sealed class DetailTests
{
    private static readonly OwnDetails Contact = new("欧阳小满", "13912340000", "柳荫里一号楼二单元");

    public static TheoryData<string> Sentences => [.. DetailTable.Rows];

    [Theory]
    [MemberData(nameof(Sentences))]
    public void A_sentence_is_warned_of_exactly_as_the_table_says(string row)
    {
        var (sentence, expected) = (row[..row.LastIndexOf('|')].TrimEnd(), row[(row.LastIndexOf('|') + 1)..].Trim());

        var found = PersonalDetails.Find(sentence);

        string.Join(' ', found.Select(detail => $"{detail.Kind.Word()} {detail.Text}")).ShouldBe(expected);
        found.ShouldAllBe(detail => sentence.Substring(detail.Start, detail.Text.Length) == detail.Text);
        PersonalDetails.Has(sentence).ShouldBe(expected.Length > 0);
    }

    [Theory]
    [InlineData("我叫欧阳小满，腿脚不便", "欧阳小满")]
    [InlineData("请找 欧阳 小满", "欧阳 小满")]
    [InlineData("打139-1234-0000", "139-1234-0000")]
    [InlineData("打一三九幺二三四〇〇〇〇", "一三九幺二三四〇〇〇〇")]
    [InlineData("送到柳荫里1号楼2单元", "柳荫里1号楼2单元")]
    [InlineData("送到柳荫里１号楼，２单元。", "柳荫里１号楼，２单元")]
    public void The_authors_own_contact_is_found_however_it_is_written(string text, string written)
    {
        PersonalDetails.Find(text, Contact).ShouldBe([new FoundDetail(DetailKind.OwnContact, text.IndexOf(written, StringComparison.Ordinal), written)]);
        PersonalDetails.Find("柳荫里的欧阳家想修一盏灯", Contact).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("居民", "13900000000", "一号楼")]
    [InlineData("王", "13900000000", "幸福社区食堂")]
    public void A_contact_that_is_a_word_of_every_day_is_no_detail(string name, string phone, string address) =>
        PersonalDetails.Find("一号楼的王姓居民想在幸福社区食堂吃饭", new OwnDetails(name, phone, address)).ShouldBeEmpty();

    [Fact]
    public void The_local_part_of_a_landline_is_found_without_its_area_code() =>
        PersonalDetails.Find("打5223344就行", new OwnDetails("欧阳小满", "0434-5223344", "三楼")).Select(detail => detail.Kind)
            .ShouldBe([DetailKind.OwnContact]);

    [Fact]
    public void What_is_found_is_bounded_and_in_the_order_of_the_text()
    {
        var text = string.Concat(Enumerable.Range(0, 60).Select(number => $"电话137123456{number:00}，"));

        var found = PersonalDetails.Find(text);

        found.Count.ShouldBe(20);
        found.Select(detail => detail.Start).ShouldBeInOrder();
    }

    [Fact]
    public void A_text_that_is_made_to_be_slow_is_searched_all_the_same()
    {
        foreach (var part in new[] { "1", "1-", "微信", "a.", "一号", "路1号", "1单元", "加", "@a.", "+1", "+12345678", "+8525123456", "00-1", "852-", "138手机", "1(", "京a1", "v:", "1😀" })
            PersonalDetails.Has(string.Concat(Enumerable.Repeat(part, 4000 / part.Length))).ShouldBeOneOf(true, false);
    }
}
