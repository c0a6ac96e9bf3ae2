using System.Text.Json;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.WeChat;
using Microsoft.AspNetCore.Diagnostics;

namespace LinYuan.Api.Shared.Http;

/// <summary>Turns whatever an operation threw into the answer that the caller may see; the internal detail goes to the log alone.</summary>
public sealed partial class Failures(ILogger<Failures> logger) : IExceptionHandler
{
    private const int ClientClosedRequest = 499;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException)
        {
            httpContext.Response.StatusCode = ClientClosedRequest;
            return true;
        }
        await Problems.Write(httpContext, AsRefusal(exception, httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint));
        return true;
    }

    private Refusal AsRefusal(Exception exception, Endpoint? endpoint)
    {
        switch (exception)
        {
            case Refusal refusal:
                return refusal;
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return new Refusal(endpoint?.Metadata.GetMetadata<TakesFile>()?.TooLarge ?? RequestErrors.TooLarge);
            case BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType }:
                return new Refusal(RequestErrors.WrongMediaType);
            case BadHttpRequestException { InnerException: JsonException json }:
                return Refusal.Invalid(FieldOf(json), "格式不正确");
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

    /// <summary>"$.contact.phone" becomes "contact.phone"; a body that is no JSON at all has no field.</summary>
    private static string FieldOf(JsonException error) =>
        error.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "body";

    [LoggerMessage(LogLevel.Warning, "The database is not available")]
    private partial void LogUnavailable(Exception error);

    [LoggerMessage(LogLevel.Error, "A request failed")]
    private partial void LogFailure(Exception error);
}
