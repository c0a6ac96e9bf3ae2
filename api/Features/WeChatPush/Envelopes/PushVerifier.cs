using System.Text.Json.Nodes;
using LinYuan.Api.Features.WeChatPush.Core;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.WeChatPush.Envelopes;

/// <summary>Lets through only what WeChat signed for this mini program.</summary>
public sealed partial class PushVerifier(
    IOptions<WeChatPushOptions> push, IOptions<WeChatOptions> wechat, ILogger<PushVerifier> logger)
{
    private readonly WeChatPushOptions options = push.Value;
    private readonly string appId = wechat.Value.AppId;

    /// <exception cref="Refusal">404: without a token there is no callback.</exception>
    public void RequireOn()
    {
        if (options.PushToken.Length == 0)
            throw new Refusal(RequestErrors.NotFound);
    }

    /// <summary>Checks the signature of the address check and of unencrypted pushes. It covers no body.</summary>
    /// <exception cref="Refusal">403.</exception>
    public void RequireSignature(PushQuery query)
    {
        if (!PushSignature.Fits(query.Signature, options.PushToken, query.Timestamp, query.Nonce))
            throw Refused("signature");
    }

    /// <summary>The message of a push in any of WeChat's modes and formats.</summary>
    /// <exception cref="Refusal">403 when it cannot be verified; 400 when it can, but cannot be read.</exception>
    public JsonObject Open(PushQuery query, ReadOnlyMemory<byte> body)
    {
        if (query.IsEncrypted)
            return Readable(Decrypt(query, body));
        if (options.EncryptedPushOnly)
            throw Refused("not encrypted");
        RequireSignature(query);
        return Readable(body);
    }

    /// <summary>In the compatible mode the same message also stands there unencrypted; that is not looked at, since nothing vouches for it.</summary>
    private byte[] Decrypt(PushQuery query, ReadOnlyMemory<byte> body)
    {
        var encrypted = PushBody.Read(body) is { } envelope ? PushBody.Text(envelope, "Encrypt") : null;
        if (encrypted is null)
            throw Refused("no encrypted message");
        if (!PushSignature.Fits(query.MsgSignature, options.PushToken, query.Timestamp, query.Nonce, encrypted))
            throw Refused("msg_signature");
        foreach (var key in options.Keys)
        {
            if (PushCipher.Decrypt(encrypted, key, appId) is { } message)
                return message;
        }
        throw Refused("key or appid");
    }

    private static JsonObject Readable(ReadOnlyMemory<byte> message) =>
        PushBody.Read(message) ?? throw Refusal.Invalid("body", "格式不正确");

    private Refusal Refused(string doubt)
    {
        LogRefused(doubt);
        return new Refusal(WeChatPushErrors.Refused);
    }

    [LoggerMessage(LogLevel.Warning, "A push was refused: {Doubt}")]
    private partial void LogRefused(string doubt);
}
