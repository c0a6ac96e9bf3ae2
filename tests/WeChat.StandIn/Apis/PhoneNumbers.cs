using System.Globalization;

namespace WeChat.StandIn;

internal static class PhoneNumbers
{
    public static Answer Get(Call call, StandInState state)
    {
        if (call.Text("code") is not { } code) return Answer.Error(WeChatErrors.CodeMissing);
        if (OneTimeCodes.PhoneNumber(code) is not { } phone || !state.People.Use(code)) return Answer.Error(WeChatErrors.InvalidCode);
        var isAbroad = phone.Country != WeChatLimits.CountryCode;
        var info = new
        {
            phoneNumber = isAbroad ? $"+{phone.Country}{phone.Number}" : phone.Number,
            purePhoneNumber = phone.Number,
            // A number, though documented as a string: WeChat's own example shows it so, and others report the string.
            countryCode = isAbroad ? phone.Country : (object)int.Parse(phone.Country, CultureInfo.InvariantCulture),
            watermark = new { timestamp = call.At.ToUnixTimeSeconds(), appid = state.Options.AppId },
        };
        return Answer.Ok(new { errcode = WeChatErrors.Ok, errmsg = "ok", phone_info = info });
    }
}
