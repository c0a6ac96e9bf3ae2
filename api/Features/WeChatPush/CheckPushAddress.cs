namespace LinYuan.Api.Features.WeChatPush;

/// <summary>WeChat's check that the address is ours, made when an operator saves the push settings: the given text goes back as it came.</summary>
public static class CheckPushAddress
{
    public static IResult Handle(HttpRequest request, PushVerifier verifier)
    {
        verifier.RequireOn();
        var query = PushQuery.Of(request);
        verifier.RequireSignature(query);
        return TypedResults.Text(query.EchoStr, "text/plain");
    }
}
