using System.Text.Json;

namespace WeChat.StandIn;

internal static class SubscribeMessages
{
    public static Answer Send(Call call, StandInState state)
    {
        if (call.Text("touser") is not { } openid || !OneTimeCodes.IsOpenid(openid)) return Answer.Error(WeChatErrors.InvalidOpenid);
        if (call.Text("template_id") is not { } templateId) return Answer.Error(WeChatErrors.InvalidTemplate);
        if (ArgumentProblem(call) is { } problem) return Answer.Error(WeChatErrors.BadArgument, $"argument invalid! {problem}");
        if (state.Ledger.CreditsOf(openid, templateId) <= 0) return Answer.Error(WeChatErrors.NotSubscribed);
        if (!state.Ledger.BeginSend(openid)) return Answer.Error(WeChatErrors.ConcurrentSend);
        state.Ledger.Spend(openid, templateId);
        return Answer.Ok(new { errcode = WeChatErrors.Ok, errmsg = "ok" }) with { SendingTo = openid };
    }

    private static string? ArgumentProblem(Call call)
    {
        if (call.Has("page") && call.Text("page") is null) return "page invalid";
        if (call.Has("miniprogram_state") && call.Text("miniprogram_state") is not ("developer" or "trial" or "formal"))
            return "miniprogram_state invalid";
        if (call.Has("lang") && call.Text("lang") is not ("zh_CN" or "en_US" or "zh_HK" or "zh_TW")) return "lang invalid";
        if (call.Field("data") is not { ValueKind: JsonValueKind.Object } data) return "data invalid";
        if (!data.EnumerateObject().Any()) return "data is emtpy";
        return data.EnumerateObject().Select(ValueProblem).FirstOrDefault(problem => problem is not null);
    }

    private static string? ValueProblem(JsonProperty field)
    {
        var value = field.Value.ValueKind is JsonValueKind.Object && field.Value.TryGetProperty("value", out var inner) ? inner : default;
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return Empty(field.Name);
        if (value.ValueKind is not JsonValueKind.String) return $"data.{field.Name}.value invalid";
        var text = value.GetString()!;
        if (text.Length == 0) return Empty(field.Name);
        return TemplateValues.Fits(field.Name, text) ? null : $"data.{field.Name}.value invalid";
    }

    // Misspelt on purpose: this is the text that WeChat sends.
    private static string Empty(string key) => $"data.{key}.value is emtpy";
}
