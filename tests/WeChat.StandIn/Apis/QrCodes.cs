using System.Text.Json;
using System.Text.RegularExpressions;

namespace WeChat.StandIn;

internal static partial class QrCodes
{
    // Eight by eight white pixels: real images to sniff and decode, no code to scan.
    private static readonly byte[] Jpeg = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAj/wAAL"
        + "CAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAB//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8Af3//2Q==");

    private static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAIAQAAAADsdIMmAAAADElEQVR42mP4z4ACAT/QB/lnLUmhAAAAAElFTkSuQmCC");

    public static Answer Unlimited(Call call)
    {
        var problem = SceneProblem(call) ?? PageProblem(call) ?? WidthProblem(call) ?? VersionProblem(call);
        if (problem is { } errcode) return Answer.Error(errcode);
        return call.Field("is_hyaline") is { ValueKind: JsonValueKind.True }
            ? Answer.Image("image/png", Png)
            : Answer.Image("image/jpeg", Jpeg);
    }

    private static int? SceneProblem(Call call)
    {
        if (call.Text("scene") is not { Length: <= WeChatLimits.SceneCharacters } scene) return WeChatErrors.InvalidSceneLength;
        return AllowedScene().IsMatch(scene) ? null : WeChatErrors.InvalidScene;
    }

    private static int? PageProblem(Call call)
    {
        if (!call.Has("page")) return null;
        if (call.Text("page") is not { } page) return WeChatErrors.InvalidPage;
        if (page.Contains("scancode_time", StringComparison.Ordinal)) return WeChatErrors.ScanTimeInPage;
        return page.StartsWith('/') || page.Contains('?', StringComparison.Ordinal) ? WeChatErrors.InvalidPage : null;
    }

    private static int? WidthProblem(Call call)
    {
        if (!call.Has("width")) return null;
        var fits = call.Number("width") is >= WeChatLimits.QrWidthMinimum and <= WeChatLimits.QrWidthMaximum;
        return fits ? null : WeChatErrors.InvalidArguments;
    }

    private static int? VersionProblem(Call call)
    {
        var known = !call.Has("env_version") || call.Text("env_version") is "release" or "trial" or "develop";
        return known ? null : WeChatErrors.InvalidArguments;
    }

    [GeneratedRegex(@"^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]+\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AllowedScene();
}
