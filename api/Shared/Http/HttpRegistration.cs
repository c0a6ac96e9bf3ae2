using System.Globalization;
using LinYuan.Api.Shared.Cache;
using LinYuan.Api.Shared.Idempotency;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Primitives;

namespace LinYuan.Api.Shared.Http;

public static class HttpRegistration
{
    /// <summary>A request body is a few fields; anything near this is not one of ours.</summary>
    private const int LargestBody = 64 * 1024;

    public static void AddHttpConventions(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
            builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{builder.Configuration["PORT"] ?? "5080"}"));
        builder.Services.AddOptions<HttpOptions>().BindConfiguration("Http").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.ConfigureHttpJsonOptions(json => JsonConventions.Apply(json.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded => forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
        builder.Services.AddExceptionHandler<Failures>();
        builder.Services.AddValidation();
        builder.Services.AddRateLimits();
        builder.Services.AddSingleton<IdempotencyStore>();
        builder.Services.AddSingleton<SingleFlight<IResult>>();
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = Validation.InOurWords);
    }

    /// <summary>
    /// The order matters: refusals are rendered outside everything; who calls is known before limits are counted; access is decided
    /// before the key and the body are looked at.
    /// </summary>
    public static void UseHttpConventions(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseRouting();
        app.UseMiddleware<RequestLog>();
        app.UseExceptionHandler();
        app.UseStatusCodePages(pages => Problems.Write(pages.HttpContext, new Refusal(pages.HttpContext.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => RequestErrors.NotFound,
            StatusCodes.Status405MethodNotAllowed => RequestErrors.MethodNotAllowed,
            StatusCodes.Status413PayloadTooLarge => RequestErrors.TooLarge,
            StatusCodes.Status415UnsupportedMediaType => RequestErrors.WrongMediaType,
            >= 500 => RequestErrors.Failed,
            _ => RequestErrors.Invalid,
        })));
        app.UseMiddleware<ETags>();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseMiddleware<IdempotencyKeys>();
    }

    /// <summary>To be called after the last route was mapped.</summary>
    public static void BuildRoutesOnce(this WebApplication app)
    {
        var sources = ((IEndpointRouteBuilder)app).DataSources;
        var once = sources.Select(source => new BuiltOnce(source)).ToList();
        sources.Clear();
        once.ForEach(sources.Add);
    }

    /// <summary>
    /// The framework asks for all endpoints twice, for access and for matching, and builds them anew each time; with as many as there are
    /// here that is a second of the start.
    /// </summary>
    private sealed class BuiltOnce(EndpointDataSource source) : EndpointDataSource
    {
        private readonly Lazy<IReadOnlyList<Endpoint>> built = new(() => source.Endpoints);

        public override IReadOnlyList<Endpoint> Endpoints => built.Value;

        public override IChangeToken GetChangeToken() => source.GetChangeToken();
    }
}
