using System.Globalization;
using System.Text.Json;

namespace WeChat.StandIn;

/// <summary>The content checks, steered by two words: 违规 makes a text risky, 复核 sends it to review.</summary>
internal static class ContentChecks
{
    private const int Audio = 1;
    private const int Picture = 2;

    private static readonly string[] CheckedFields = ["content", "title", "nickname", "signature"];

    public static Answer Text(Call call, StandInState state)
    {
        if (call.Text("content") is not { Length: <= WeChatLimits.CheckedTextCharacters }) return Answer.Error(WeChatErrors.BadData);
        if (RefusalOfBoth(call, state) is { } refusal) return refusal;
        var verdict = Verdict.Of(string.Join('\n', CheckedFields.Select(call.Text)));
        return Answer.Ok(new
        {
            errcode = WeChatErrors.Ok,
            errmsg = "ok",
            result = new { suggest = verdict.Suggest, label = verdict.Label },
            detail = new[] { verdict.Detail() },
            trace_id = WeChatErrors.TraceId(),
        });
    }

    /// <summary>The verdict comes later, by push: queued here, sent when a test or a person says so.</summary>
    public static Answer Media(Call call, StandInState state)
    {
        if (call.Text("media_url") is not { } address || !call.Has("media_type")) return Answer.Error(WeChatErrors.BadData);
        if (MediaType(call) is not (Audio or Picture)) return Answer.Error(WeChatErrors.InvalidMediaType);
        if (RefusalOfBoth(call, state) is { } refusal) return refusal;
        var verdict = Verdict.Of(Uri.UnescapeDataString(address));
        var push = new MediaVerdictPush(call.Text("openid")!, WeChatErrors.TraceId(), verdict);
        state.Pushes.Add(push);
        return Answer.Ok(new { errcode = WeChatErrors.Ok, errmsg = "ok", trace_id = push.TraceId });
    }

    private static Answer? RefusalOfBoth(Call call, StandInState state)
    {
        if (call.Number("version") is not WeChatLimits.CheckVersion) return Answer.Error(WeChatErrors.BadData);
        if (call.Number("scene") is not { } scene || call.Text("openid") is not { } openid) return Answer.Error(WeChatErrors.BadData);
        if (scene is < 1 or > WeChatLimits.CheckSceneMaximum) return Answer.Error(WeChatErrors.InvalidScene);
        if (!OneTimeCodes.IsOpenid(openid)) return Answer.Error(WeChatErrors.InvalidOpenid);
        return state.People.IsActive(openid, call.At) ? null : Answer.Error(WeChatErrors.NotActive);
    }

    // A number as documented, or the same as a string: WeChat takes what its most used client library sends.
    private static int? MediaType(Call call) => call.Field("media_type") switch
    {
        { ValueKind: JsonValueKind.String } text
            when int.TryParse(text.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var type) => type,
        _ => call.Number("media_type"),
    };
}

/// <summary>What WeChat thinks of a text or a picture: risky, review or pass, with the label that goes with it.</summary>
internal sealed record Verdict(string Suggest, int Label)
{
    private const int Probability = 90;

    public static readonly Verdict Risky = new("risky", 20006);
    public static readonly Verdict Review = new("review", 21000);
    public static readonly Verdict Pass = new("pass", 100);

    public static Verdict Of(string text)
    {
        if (text.Contains("违规", StringComparison.Ordinal)) return Risky;
        return text.Contains("复核", StringComparison.Ordinal) ? Review : Pass;
    }

    /// <summary>The verdict of that name, or null.</summary>
    public static Verdict? Named(string suggest) =>
        Array.Find([Risky, Review, Pass], verdict => string.Equals(verdict.Suggest, suggest, StringComparison.Ordinal));

    public VerdictDetail Detail() => new("content_model", WeChatErrors.Ok, Suggest, Label, Probability);
}

internal sealed record VerdictDetail(
    [property: System.Text.Json.Serialization.JsonPropertyName("strategy")] string Strategy,
    [property: System.Text.Json.Serialization.JsonPropertyName("errcode")] int Errcode,
    [property: System.Text.Json.Serialization.JsonPropertyName("suggest")] string Suggest,
    [property: System.Text.Json.Serialization.JsonPropertyName("label")] int Label,
    [property: System.Text.Json.Serialization.JsonPropertyName("prob")] int Probability);
