using Microsoft.Net.Http.Headers;

namespace LinYuan.Api.Shared.Http;

/// <summary>HEAD wherever there is GET, and OPTIONS with what an address serves, without a route for each.</summary>
internal static class OtherMethods
{
    /// <summary>
    /// A HEAD is routed as the GET of its address and from then on a HEAD again: the server by itself sends the headers of the answer
    /// without its body.
    /// </summary>
    public static void UseRoutingWithHead(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            if (HttpMethods.IsHead(context.Request.Method))
            {
                context.Features.Set(new RoutedAsGet());
                context.Request.Method = HttpMethods.Get;
            }
            return next(context);
        });
        app.UseRouting();
        app.Use((context, next) =>
        {
            if (context.Features.Get<RoutedAsGet>() is not null)
                context.Request.Method = HttpMethods.Head;
            return next(context);
        });
    }

    /// <summary>
    /// The answer to a method that the address does not serve: to OPTIONS that is no refusal but what was asked for. Routing has named
    /// the methods of the routes; HEAD and OPTIONS are served beside them.
    /// </summary>
    public static bool IsAnsweredByAllow(HttpContext context)
    {
        if (context.Response.StatusCode != StatusCodes.Status405MethodNotAllowed)
            return false;
        var methods = context.Response.Headers.GetCommaSeparatedValues(HeaderNames.Allow);
        context.Response.Headers.Allow = string.Join(
            ", ", methods.Concat(methods.Contains(HttpMethods.Get) ? [HttpMethods.Head, HttpMethods.Options] : [HttpMethods.Options]).Distinct());
        if (!HttpMethods.IsOptions(context.Request.Method))
            return false;
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return true;
    }

    private sealed record RoutedAsGet;
}
