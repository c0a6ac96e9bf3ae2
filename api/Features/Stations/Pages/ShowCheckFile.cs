using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Stations.Pages;

/// <summary>
/// WeChat's check file, by which an operator proves that the address on the printed codes is ours; only with it the codes open the mini
/// program. For a rule with "/s/" it lies there, for one with the whole address at the root.
/// </summary>
public static class ShowCheckFile
{
    public static IResult Handle(string file, IOptions<WeChatOptions> wechat) => wechat.Value.CheckFiles.TryGetValue(file, out var content)
        ? TypedResults.Text(content, "text/plain")
        : throw new Refusal(RequestErrors.NotFound);

    public static IResult AtRoot(string file, IOptions<WeChatOptions> wechat) => Handle(file, wechat);
}
