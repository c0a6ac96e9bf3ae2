namespace LinYuan.Api.Features.WeChatPush.Envelopes;

/// <summary>What WeChat writes into the address of a push; a missing value is empty, and a repeated one fits no signature.</summary>
public sealed record PushQuery(string Signature, string MsgSignature, string Timestamp, string Nonce, string EncryptType, string EchoStr)
{
    /// <summary>True in the compatible and the safe mode, whose bodies carry the message encrypted.</summary>
    public bool IsEncrypted => MsgSignature.Length > 0 || EncryptType is not ("" or "raw");

    public static PushQuery Of(HttpRequest request)
    {
        var query = request.Query;
        return new PushQuery(
            query["signature"].ToString(), query["msg_signature"].ToString(), query["timestamp"].ToString(), query["nonce"].ToString(),
            query["encrypt_type"].ToString(), query["echostr"].ToString());
    }
}
