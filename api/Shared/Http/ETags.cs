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
        if (context.GetEndpoint()?.Metadata.GetMetadata<CarriesETag>() is null || !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)))
        {
            await next(context);
            return;
        }
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
        await Send(context, body);
    }

    private static async Task Send(HttpContext context, MemoryStream body)
    {
        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        if (context.Response.StatusCode == StatusCodes.Status200OK)
        {
            var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes.Span)[..16])}\"";
            context.Response.Headers.ETag = tag;
            context.Response.Headers.CacheControl = "public, no-cache";
            if (context.Request.Headers.IfNoneMatch.Any(value => value?.Trim() == "*" || value?.Contains(tag, StringComparison.Ordinal) == true))
            {
                context.Response.StatusCode = StatusCodes.Status304NotModified;
                context.Response.ContentLength = null;
                return;
            }
        }
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
