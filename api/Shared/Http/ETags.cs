using System.Security.Cryptography;

namespace LinYuan.Api.Shared.Http;

/// <summary>Marks public reads, whose answers carry an ETag.</summary>
public sealed record CarriesETag;

/// <summary>
/// Gives a public answer an ETag made from its bytes, and answers 304 when the client already has them. Clients must ask again each
/// time: a wish that was just withdrawn must not live on in a cache.
/// </summary>
public sealed class ETags(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<CarriesETag>() is null || !IsRead(context.Request) || KeptAnswers.Answers(context))
        {
            await next(context);
            return;
        }
        var answer = await Finish(context, next);
        if (context.Response.StatusCode == StatusCodes.Status200OK)
        {
            await Send(context, answer);
            return;
        }
        context.Response.ContentLength = answer.Body.Length;
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    internal static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    /// <summary>What comes of the request, before any of it is sent.</summary>
    internal static async Task<FinishedAnswer> Finish(HttpContext context, RequestDelegate next)
    {
        var wire = context.Response.Body;
        using var body = new MemoryStream();
        context.Response.Body = body;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = wire;
        }
        var bytes = body.ToArray();
        return new FinishedAnswer(bytes, context.Response.ContentType, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes)[..16])}\"");
    }

    /// <summary>Sends an answer of status 200, or says that the client has it.</summary>
    internal static Task Send(HttpContext context, FinishedAnswer answer)
    {
        context.Response.Headers.ETag = answer.ETag;
        context.Response.Headers.CacheControl = "public, no-cache";
        if (context.Request.Headers.IfNoneMatch.Any(value => value?.Trim() == "*" || value?.Contains(answer.ETag, StringComparison.Ordinal) == true))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            context.Response.ContentLength = null;
            return Task.CompletedTask;
        }
        context.Response.ContentLength = answer.Body.Length;
        return context.Response.Body.WriteAsync(answer.Body, context.RequestAborted).AsTask();
    }
}
