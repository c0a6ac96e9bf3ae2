using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Features.Stations.Web;

/// <summary>
/// WeChat's check files, by which an operator proves that the address on the printed codes is ours; only with one the codes open the mini
/// program. For a rule with "/s/" it lies there, for one with the whole address at the root.
/// </summary>
internal static class CheckFiles
{
    public static IResult Of(WeChatOptions wechat, string file) => wechat.CheckFiles.TryGetValue(file, out var content)
        ? TypedResults.Text(content, "text/plain")
        : throw new Refusal(RequestErrors.NotFound);
}
