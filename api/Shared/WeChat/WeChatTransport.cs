using System.Net;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Shared.WeChat;

/// <summary>One HTTP exchange: sends one request, reads one reply, tells how it ended. Repeats nothing.</summary>
public sealed class WeChatTransport(IHttpClientFactory clients, IOptions<WeChatOptions> options, WeChatLog log)
{
    public const string ClientName = "wechat";

    // WeChat's text check reads the raw text, so Chinese goes out as it is and not as \u escapes.
    private static readonly JsonSerializerOptions RequestJson = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly JsonSerializerOptions ReplyJson = new() { NumberHandling = JsonNumberHandling.AllowReadingFromString };

    private readonly string baseAddress = options.Value.BaseAddress.TrimEnd('/');

    /// <param name="limit">Only a time limit: whoever no longer waits must not cut a request that may already have its effect.</param>
    public Task<T> Get<T>(WeChatApi api, string query, CancellationToken limit) where T : WeChatReply =>
        Exchange<T>(api, new HttpRequestMessage(HttpMethod.Get, Address(api, query)), limit);

    /// <inheritdoc cref="Get{T}"/>
    public Task<T> Post<T>(WeChatApi api, string query, object body, CancellationToken limit) where T : WeChatReply
    {
        // Bytes, because WeChat answers 412 to a chunked body and bytes give a Content-Length.
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, RequestJson));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        return Exchange<T>(api, new HttpRequestMessage(HttpMethod.Post, Address(api, query)) { Content = content }, limit);
    }

    private Uri Address(WeChatApi api, string query) => new($"{baseAddress}{api.Path}{(query.Length > 0 ? "?" + query : "")}");

    private async Task<T> Exchange<T>(WeChatApi api, HttpRequestMessage request, CancellationToken limit) where T : WeChatReply
    {
        try
        {
            using (request)
            using (var response = await clients.CreateClient(ClientName).SendAsync(request, limit))
                return Read<T>(api, response.StatusCode, await response.Content.ReadAsByteArrayAsync(limit));
        }
        catch (HttpRequestException failure) when (IsBeforeSending(failure.HttpRequestError))
        {
            throw WeChatErrors.NotSent(api, failure);
        }
        // Cancelled, but not by the limit: the handler's own time limit for connecting.
        catch (OperationCanceledException failure) when (!limit.IsCancellationRequested)
        {
            throw WeChatErrors.NotSent(api, failure);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            throw WeChatErrors.Lost(api, failure);
        }
    }

    private static bool IsBeforeSending(HttpRequestError error) => error is
        HttpRequestError.NameResolutionError or
        HttpRequestError.ConnectionError or
        HttpRequestError.SecureConnectionError or
        HttpRequestError.ProxyTunnelError;

    private T Read<T>(WeChatApi api, HttpStatusCode status, byte[] body) where T : WeChatReply
    {
        if ((int)status >= 500)
            throw new WeChatException(api.Name, WeChatFailure.Unavailable, WeChatFault.Busy);
        if (status != HttpStatusCode.OK)
        {
            // WeChat answers 200 also when it refuses. So it was not WeChat's program that answered, but what stands before it, and that
            // passed nothing on: a redirect, a firewall, a length that is missing.
            if (status != HttpStatusCode.TooManyRequests)
                log.UnexpectedStatus(api.Name, (int)status);
            throw new WeChatException(api.Name, WeChatFailure.Unavailable, WeChatFault.Refused);
        }
        // The content type is not looked at: replies also come as text/plain, and a picture is known by its first bytes.
        if (typeof(T) == typeof(PictureReply) && PictureReply.IsPicture(body))
            return (T)(WeChatReply)new PictureReply { Bytes = body };
        var reply = Parse<T>(api, body);
        if (reply.ErrCode is { } code and not 0)
        {
            log.Refused(api, code, reply.ErrMsg);
            throw WeChatErrors.Refused(api, code);
        }
        return reply.IsComplete ? reply : throw WeChatErrors.Lost(api);
    }

    private static T Parse<T>(WeChatApi api, byte[] body) where T : WeChatReply
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, ReplyJson) ?? throw WeChatErrors.Lost(api);
        }
        catch (JsonException failure)
        {
            throw WeChatErrors.Lost(api, failure);
        }
    }
}
