namespace WeChat.StandIn;

internal static class PhoneNumbers
{
    public static Answer Get(Call call, StandInState state)
    {
        if (call.Text("code") is not { } code) return Answer.Error(WeChatErrors.CodeMissing);
        if (OneTimeCodes.PhoneNumber(code) is not { } number || !state.People.Use(code)) return Answer.Error(WeChatErrors.InvalidCode);
        var phone = new
        {
            phoneNumber = number,
            purePhoneNumber = number,
            // A number, though documented as a string: WeChat's own example shows it so.
            countryCode = WeChatLimits.CountryCode,
            watermark = new { timestamp = call.At.ToUnixTimeSeconds(), appid = state.Options.AppId },
        };
        return Answer.Ok(new { errcode = WeChatErrors.Ok, errmsg = "ok", phone_info = phone });
    }
}
