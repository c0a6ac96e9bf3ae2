using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RateLimiting;

namespace LinYuan.Api.Shared.Http;

/// <summary>
/// Refuses an address that a proxy may read otherwise than this program: with a step upwards, an empty step, a backslash, or any of them
/// or a control character in an encoded form. The server would resolve "offers/%2e%2e" before it looks for a route, so that a program
/// which puts an unchecked word into an address would call another operation than it meant.
/// </summary>
public sealed partial class PlainPaths(RequestDelegate next)
{
    /// <summary>Taken like any route that is found, so that what comes after counts, logs and answers it as it does any other.</summary>
    private static readonly Endpoint Nowhere = new(
        context => Problems.Write(context, new Refusal(RequestErrors.NotFound)),
        new EndpointMetadataCollection(new AllowAnonymousAttribute(), new EnableRateLimitingAttribute(RateLimits.Open)),
        "an address that can be read in two ways");

    public Task InvokeAsync(HttpContext context)
    {
        if (!IsPlain(PathOf(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget)))
            context.SetEndpoint(Nowhere);
        return next(context);
    }

    internal static bool IsPlain(ReadOnlySpan<char> path) =>
        !path.Contains("//", StringComparison.Ordinal) && !path.Contains('\\') && !Encoded().IsMatch(path) && !HasDots(path);

    private static bool HasDots(ReadOnlySpan<char> path)
    {
        foreach (var step in path.Split('/'))
        {
            if (path[step] is "." or "..")
                return true;
        }
        return false;
    }

    /// <summary>What was sent, without the query; a client that takes us for its proxy sends the host before it.</summary>
    private static ReadOnlySpan<char> PathOf(ReadOnlySpan<char> target)
    {
        var end = target.IndexOfAny('?', '#');
        var path = end < 0 ? target : target[..end];
        var scheme = path.IndexOf("://", StringComparison.Ordinal);
        if (path.StartsWith('/') || scheme < 0)
            return path;
        var host = path[(scheme + 3)..];
        return host.IndexOf('/') is >= 0 and var begin ? host[begin..] : "/";
    }

    /// <summary>A dot, a slash, a backslash, a per cent sign or a control character as two digits.</summary>
    [GeneratedRegex("%(2[EF5]|5C|[01][0-9A-F]|7F)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Encoded();
}
