using System.Globalization;
using LinYuan.Api.Shared.Cache;
using LinYuan.Api.Shared.Time;
using Microsoft.Net.Http.Headers;

namespace LinYuan.Api.Shared.Http;

/// <summary>
/// Answers public reads with the finished bytes of the last answer to the same address. Who shows a session is answered by the operation,
/// since it may show them more. A mark in the name tells what is still true; the minute stands in it too, for what the clock changes.
/// </summary>
public sealed class KeptAnswers(RequestDelegate next, ReadCache cache, AnswerShelves shelves, TimeProvider time)
{
    /// <summary>Where somebody stands is asked once, and nothing is kept under it.</summary>
    private const string Whereabouts = "near";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    public Task InvokeAsync(HttpContext context) =>
        Answers(context) ? Answer(context, context.GetEndpoint()!.Metadata.GetRequiredMetadata<KeptAnswer>()) : next(context);

    /// <summary>Whether this request is answered here and not by its operation.</summary>
    internal static bool Answers(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<KeptAnswer>() is not null
        && ETags.IsRead(context.Request) && context.Request.Headers.Authorization.Count == 0 && !context.Request.Query.ContainsKey(Whereabouts);

    private async Task Answer(HttpContext context, KeptAnswer kept)
    {
        var answer = await cache.GetOrLoad(await KeyOf(context.Request, kept), () => ETags.Finish(context, next));
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = answer.ContentType;
        context.Response.Headers.Vary = HeaderNames.Authorization;
        await ETags.Send(context, answer);
    }

    private async Task<CacheKey> KeyOf(HttpRequest request, KeptAnswer kept)
    {
        var minute = (time.Now().UtcTicks / TimeSpan.TicksPerMinute).ToString(CultureInfo.InvariantCulture);
        return new CacheKey($"answer:{await shelves.MarkOf(kept.Shelf)}:{minute}:{request.Path}{request.QueryString}", Life, TimeSpan.Zero);
    }
}
