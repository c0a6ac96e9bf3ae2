using System.Security.Cryptography;
using System.Text;
using LinYuan.Api.Shared.Privacy;
using Microsoft.Extensions.Options;

namespace LinYuan.Tests.Shared.Privacy;

public sealed class FieldCipherTests
{
    private static readonly string First = Key("the first key, of thirty-two by.");
    private static readonly string Second = Key("the second key of thirty-two by.");
    private readonly FieldCipher cipher = With($"k1:{First}");

    [Theory]
    [InlineData("")]
    [InlineData("林小雨")]
    [InlineData("😀 and 13900000000")]
    public void What_was_encrypted_can_be_read_again(string text) => cipher.Decrypt("a", cipher.Encrypt("a", text)).ShouldBe(text);

    [Fact]
    public void Structured_data_can_be_read_again()
    {
        var value = new Contact("林小雨", ["13900000000"]);

        var back = cipher.DecryptJson<Contact>("a", cipher.EncryptJson("a", value));

        (back.Name, back.Phones.Single()).ShouldBe(("林小雨", "13900000000"));
    }

    [Fact]
    public void The_same_text_never_looks_the_same_twice() => cipher.Encrypt("a", "林小雨").ShouldNotBe(cipher.Encrypt("a", "林小雨"));

    [Fact]
    public void A_value_cannot_be_moved_to_another_purpose() =>
        Should.Throw<CryptographicException>(() => cipher.Decrypt("shown", cipher.Encrypt("hidden", "13900000000")));

    [Fact]
    public void A_changed_value_is_not_read()
    {
        var stored = cipher.Encrypt("a", "13900000000");
        stored[^1] ^= 1;

        Should.Throw<CryptographicException>(() => cipher.Decrypt("a", stored));
    }

    [Fact]
    public void With_a_newer_key_in_front_old_values_are_read_and_new_ones_written_with_it()
    {
        var rotated = With($"k2:{Second},k1:{First}");
        var old = cipher.Encrypt("a", "林小雨");

        rotated.Decrypt("a", old).ShouldBe("林小雨");

        Encoding.ASCII.GetString(rotated.Encrypt("a", "林小雨"), 1, 2).ShouldBe("k2");
        Should.Throw<InvalidOperationException>(() => With($"k2:{Second}").Decrypt("a", old)).Message.ShouldContain("k1");
    }

    [Fact]
    public void Look_up_hashes_stay_equal_over_a_rotation_and_differ_by_purpose()
    {
        var rotated = With($"k2:{Second},k1:{First}");

        rotated.LookupHash("phone", "13900000000").ShouldBe(cipher.LookupHash("phone", "13900000000"));
        cipher.LookupHash("phone", "13900000000").ShouldNotBe(cipher.LookupHash("other", "13900000000"));
        cipher.LookupHash("phone", "13900000000").ShouldNotBe(With($"k1:{Second}").LookupHash("phone", "13900000000"));
    }

    [Theory]
    [InlineData("", "missing")]
    [InlineData("k1", "id:base64")]
    [InlineData(":AAAA", "id:base64")]
    [InlineData("k1:not base64", "32 bytes")]
    [InlineData("k1:AAAA", "32 bytes")]
    [InlineData("k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "twice")]
    public void A_setting_that_cannot_be_used_says_why_and_shows_no_key(string keys, string why)
    {
        var problems = new PrivacyOptions { Keys = keys }.Validate(new System.ComponentModel.DataAnnotations.ValidationContext(this)).ToList();

        problems.Single().ErrorMessage!.ShouldContain(why);
        problems.Single().ErrorMessage!.ShouldNotContain("AAAA");
    }

    [Theory]
    [InlineData("王小明", "王*")]
    [InlineData("欧阳明", "欧*")]
    [InlineData("A", "A*")]
    [InlineData("𠮷野", "𠮷*")]
    [InlineData("", "*")]
    public void A_name_shows_its_first_character(string name, string masked) => Mask.Name(name).ShouldBe(masked);

    [Theory]
    [InlineData("13900001234", "139****1234")]
    [InlineData("0571-8888777", "057****8777")]
    [InlineData("8765432", "****")]
    [InlineData("", "****")]
    public void A_phone_shows_both_ends(string phone, string masked) => Mask.Phone(phone).ShouldBe(masked);

    private static string Key(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));

    private static FieldCipher With(string keys) => new(Options.Create(new PrivacyOptions { Keys = keys }));

    private sealed record Contact(string Name, List<string> Phones);
}
