using FastEndpoints;
using LinYuan.Api.Features.WeChatPush.Core;
using LinYuan.Api.Features.WeChatPush.Envelopes;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.WeChatPush.Receiving;

/// <summary>WeChat checks that the address is ours when an operator saves the push settings: the given text goes back as it came.</summary>
public sealed class CheckPushAddress(PushVerifier verifier) : Operation<EmptyRequest, string>
{
    public override void Configure()
    {
        Get("/push");
        Group<Pushes>();
        IsUnlisted(WeChatPushErrors.Refused);
    }

    protected override Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        verifier.RequireOn();
        var query = PushQuery.Of(HttpContext.Request);
        verifier.RequireSignature(query);
        return Task.FromResult<IResult>(TypedResults.Text(query.EchoStr, "text/plain"));
    }
}
