using System.Text.Json;

namespace WeChat.StandIn;

/// <summary>What goes back. <see cref="Errcode"/> is null when the answer is a bare HTTP status.</summary>
internal sealed record Answer(int Status, string? ContentType, byte[] Content, int? Errcode, bool Effect)
{
    private const string JsonType = "application/json; charset=utf-8";

    /// <summary>The openid that counts as being sent to until this answer leaves.</summary>
    public string? SendingTo { get; init; }

    public static Answer Ok(object payload) =>
        new(StatusCodes.Status200OK, JsonType, Bytes(payload), WeChatErrors.Ok, Effect: true);

    /// <summary>WeChat labels the login answer as plain text although it is JSON; a client has to bear with it.</summary>
    public static Answer OkAsPlainText(object payload) => Ok(payload) with { ContentType = "text/plain" };

    public static Answer Image(string contentType, byte[] image) =>
        new(StatusCodes.Status200OK, contentType, image, WeChatErrors.Ok, Effect: true);

    public static Answer Error(int errcode, string? text = null) =>
        new(StatusCodes.Status200OK, JsonType, Bytes(new { errcode, errmsg = WeChatErrors.Message(errcode, text) }), errcode,
            Effect: false);

    public static Answer Empty(int status) => new(status, ContentType: null, [], Errcode: null, Effect: false);

    public async Task Write(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.ContentLength = Content.Length;
        await response.Body.WriteAsync(Content, response.HttpContext.RequestAborted);
    }

    private static byte[] Bytes(object payload) => JsonSerializer.SerializeToUtf8Bytes(payload, StandInJson.AsWeChat);
}
