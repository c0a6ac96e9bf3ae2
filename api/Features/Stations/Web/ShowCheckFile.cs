using FastEndpoints;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Stations.Web;

/// <summary>WeChat reads the check file of a rule for the addresses of stations.</summary>
public sealed class ShowCheckFile(IOptions<WeChatOptions> wechat) : Operation<EmptyRequest, string>
{
    public override void Configure()
    {
        Get("/s/{file}.txt");
        Group<Pages>();
        IsUnlisted();
    }

    protected override Task<IResult> Handle(EmptyRequest request, CancellationToken ct) => Task.FromResult(CheckFiles.Of(wechat.Value, WordIn("file")));
}
