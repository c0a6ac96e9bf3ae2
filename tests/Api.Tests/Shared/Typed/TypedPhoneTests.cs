using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Typed;

namespace LinYuan.Tests.Shared.Typed;

/// <summary>All numbers are invented.</summary>
public sealed class TypedPhoneTests
{
    [Theory]
    [InlineData("13900000000", "13900000000", "139****0000")]
    [InlineData("139 0000 0000", "13900000000", "139****0000")]
    [InlineData("+86 139-0000-0000", "13900000000", "139****0000")]
    [InlineData("（+86）13900000000", "13900000000", "139****0000")]
    [InlineData("008613900000000", "13900000000", "139****0000")]
    [InlineData("8613900000000", "13900000000", "139****0000")]
    [InlineData("013900000000", "13900000000", "139****0000")]
    [InlineData("１３９００００００００", "13900000000", "139****0000")]
    [InlineData("139\u200B0000\u00A00000", "13900000000", "139****0000")]
    [InlineData("15400000001", "15400000001", "154****0001")]
    [InlineData("0434-5223344", "0434-5223344", "043****3344")]
    [InlineData("（0434）5223344", "0434-5223344", "043****3344")]
    [InlineData("+86 434 5223344", "0434-5223344", "043****3344")]
    [InlineData("010 65520000", "010-65520000", "010****0000")]
    [InlineData("400-812-3123", "4008123123", "400****3123")]
    [InlineData("+852 5123 4567", "+85251234567", "+852****4567")]
    [InlineData("0085251234567", "+85251234567", "+852****4567")]
    [InlineData("852 5123 4567", "+85251234567", "+852****4567")]
    [InlineData("＋８５３ ６６１２ ３４５６", "+85366123456", "+853****3456")]
    [InlineData("+886 912-345-678", "+886912345678", "+886****5678")]
    [InlineData("+1 (202) 555-0123", "+12025550123", "+120****0123")]
    [InlineData("+49 1512 3456789", "+4915123456789", "+491****6789")]
    [InlineData("+376 312 345", "+376312345", "+376****45")]
    public void A_phone_is_written_in_one_way_and_masked(string typed, string written, string masked)
    {
        TypedPhone.Read(typed).ShouldBe(written);
        TypedPhone.Read(written).ShouldBe(written);
        Mask.Phone(written).ShouldBe(masked);
    }

    [Theory]
    [InlineData("")]
    [InlineData("139000")]
    [InlineData("1390000000a")]
    [InlineData("5223344")]
    [InlineData("12345")]
    [InlineData("没有电话")]
    [InlineData("+86 1390000000")]
    [InlineData("+999 123456789")]
    [InlineData("+852 5123 45")]
    [InlineData("13900000000/13900000001")]
    [InlineData("139+00000000")]
    public void What_cannot_be_dialled_is_no_phone(string typed) => TypedPhone.Read(typed).ShouldBeNull();

    [Theory]
    [InlineData("86", "13900000000", "13900000000")]
    [InlineData("", "13900000000", "13900000000")]
    [InlineData(null, "13900000000", "13900000000")]
    [InlineData("49", "15123456789", "+4915123456789")]
    [InlineData("852", "51234567", "+85251234567")]
    [InlineData("49", "1", "+491")]
    [InlineData("86", "1", "1")]
    public void A_phone_that_WeChat_vouches_for_keeps_its_country(string? countryCode, string number, string written) =>
        TypedPhone.OfCountry(countryCode, number).ShouldBe(written);

    [Fact]
    public void A_phone_is_looked_for_as_older_rows_hold_it_and_as_neighbours_write_it()
    {
        TypedPhone.AsStored("0434-5223344").ShouldBe(["0434-5223344", "04345223344"]);
        TypedPhone.AsStored("13900000000").ShouldBe(["13900000000"]);
        TypedPhone.AsWritten("0434-5223344").ShouldBe(["0434-5223344", "5223344"]);
        TypedPhone.AsWritten("+85251234567").ShouldBe(["+85251234567", "51234567"]);
    }
}
