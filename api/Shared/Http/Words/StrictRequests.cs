using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace LinYuan.Api.Shared.Http;

/// <summary>
/// A request means what it says, on every operation of the contract: no word of the query that it does not read, no body in a form that
/// it does not read, and nothing in a body where it takes none. The body is kept in memory, being small, for those who look at it later.
/// </summary>
public sealed class StrictRequests(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var metadata = context.GetEndpoint()?.Metadata;
        if (metadata?.GetMetadata<QueryWords>() is { } words)
        {
            words.RequireKnown(context.Request.Query);
            if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
                await KeepBody(context, metadata);
        }
        await next(context);
    }

    private static async Task KeepBody(HttpContext context, EndpointMetadataCollection metadata)
    {
        var takesJson = metadata.GetMetadata<IAcceptsMetadata>() is not null;
        if (takesJson)
            RequirePlainUtf8(context.Request);
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        body.Position = 0;
        context.Request.Body = body;
        if (!takesJson && metadata.GetMetadata<TakesFile>() is null && body.Length > 0)
            RequireEmpty(body);
    }

    /// <summary>JSON is UTF-8 here, and not compressed. A Content-Type that names no character set means UTF-8.</summary>
    private static void RequirePlainUtf8(HttpRequest request)
    {
        if (!request.Headers.ContentEncoding.All(coding => string.Equals(coding, "identity", StringComparison.OrdinalIgnoreCase)))
            throw new Refusal(RequestErrors.WrongMediaType);
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || StringSegment.IsNullOrEmpty(type.Charset))
            return;
        if (!HeaderUtilities.RemoveQuotes(type.Charset).Equals(Encoding.UTF8.WebName, StringComparison.OrdinalIgnoreCase))
            throw new Refusal(RequestErrors.WrongMediaType);
        // The framework looks the name up as it stands, with its quotes, and knows none of that name.
        request.ContentType = type.MediaType.Value;
    }

    /// <summary>Where an operation takes no body, programs may send an empty object, but nothing that it would pass over.</summary>
    private static void RequireEmpty(MemoryStream body)
    {
        try
        {
            using var json = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                throw Refusal.Invalid("body", "格式不正确");
            var given = json.RootElement.EnumerateObject().Select(field => NearestWord.Shortened(field.Name)).Distinct().Take(20).ToList();
            if (given.Count > 0)
                throw new Refusal(RequestErrors.Invalid, fields: given.ToDictionary(field => field, field => new[] { NearestWord.Hint(field, []) }));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The second is a name that is no text.
            throw Refusal.Invalid("body", "格式不正确");
        }
    }
}
