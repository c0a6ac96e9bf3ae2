using System.Text.Json;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.WeChat;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace LinYuan.Api.Shared.Http;

/// <summary>Turns whatever an operation threw into the answer that the caller may see; the internal detail goes to the log alone.</summary>
public sealed partial class Failures(ILogger<Failures> logger, IOptions<JsonOptions> options) : IExceptionHandler
{
    private const int ClientClosedRequest = 499;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException)
        {
            httpContext.Response.StatusCode = ClientClosedRequest;
            return true;
        }
        await Problems.Write(httpContext, AsRefusal(exception, httpContext));
        return true;
    }

    private Refusal AsRefusal(Exception exception, HttpContext context)
    {
        var endpoint = context.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        switch (exception)
        {
            case Refusal refusal:
                return refusal;
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return new Refusal(endpoint?.Metadata.GetMetadata<TakesFile>()?.TooLarge ?? RequestErrors.TooLarge);
            case BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType }:
                return new Refusal(RequestErrors.WrongMediaType);
            case BadHttpRequestException { InnerException: JsonException json }:
                return Unreadable(context, endpoint, json);
            case JsonException json:
                return Unreadable(context, endpoint, json);
            case BadHttpRequestException:
                return new Refusal(RequestErrors.Invalid);
            case WeChatException wechat:
                return WeChatRefusals.For(wechat);
            case DatabaseUnavailableException:
                LogUnavailable(exception);
                return new Refusal(RequestErrors.Busy);
            case MySqlException busy when busy.IsBusy():
                LogUnavailable(busy);
                return new Refusal(RequestErrors.Busy);
            default:
                LogFailure(exception);
                return new Refusal(RequestErrors.Failed);
        }
    }

    private Refusal Unreadable(HttpContext context, Endpoint? endpoint, JsonException error)
    {
        var fields = UnknownFields.In(context, endpoint, options.Value.SerializerOptions);
        fields.TryAdd(NearestWord.Shortened(FieldOf(error)), ["格式不正确"]);
        return new Refusal(RequestErrors.Invalid, fields: fields);
    }

    /// <summary>"$.contact.phone" becomes "contact.phone"; a body that is no JSON at all has no field.</summary>
    private static string FieldOf(JsonException error) =>
        error.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "body";

    [LoggerMessage(LogLevel.Warning, "The database is not available")]
    private partial void LogUnavailable(Exception error);

    [LoggerMessage(LogLevel.Error, "A request failed")]
    private partial void LogFailure(Exception error);
}
