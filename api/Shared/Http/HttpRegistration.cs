using LinYuan.Api.Shared.Print;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using LinYuan.Api.Shared.Cache;
using LinYuan.Api.Shared.Idempotency;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

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
            // Read as they come, byte by byte: what is wrong with a header is then said by whoever needs it, and no other one is.
            kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
            ServerRefusals.Prepare(kestrel);
        });
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
            builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{builder.Configuration["PORT"] ?? "5080"}"));
        builder.Services.AddOptions<HttpOptions>().BindConfiguration("Http").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<PublicAddressOptions>().Configure<IConfiguration, IHostEnvironment>(PublicAddressOptions.Read)
            .Validate(options => options.IsUsable, PublicAddressOptions.NotUsable).ValidateOnStart();
        builder.Services.ConfigureHttpJsonOptions(json => JsonConventions.Apply(json.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddTrustedProxies(builder.Configuration);
        builder.Services.AddCors(cors => cors.AddPolicy(RouteLines.AnyOrigin, any => any
            .AllowAnyOrigin().AllowAnyHeader().WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Options)
            .WithExposedHeaders(HeaderNames.ETag, HeaderNames.RetryAfter, HeaderNames.ContentDisposition).SetPreflightMaxAge(TimeSpan.FromDays(1))));
        builder.Services.AddExceptionHandler<Failures>();
        builder.Services.AddValidation();
        builder.Services.AddRateLimits();
        builder.Services.AddSingleton<IdempotencyStore>();
        builder.Services.AddSingleton<SingleFlight<IResult>>();
        builder.Services.AddSingleton<AnswerShelves>().AddSingleton(provider => provider.GetRequiredService<AnswerShelves>().Changes);
        builder.Services.AddSingleton<IProblemDetailsWriter, Validation>().AddProblemDetails();
    }

    /// <summary>
    /// The order matters: an address that can be read in two ways is given to no route; refusals are rendered outside everything; who
    /// calls is known before limits are counted; access is decided before the query, the body and the key are looked at.
    /// </summary>
    public static void UseHttpConventions(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<PlainPaths>();
        app.UseRoutingWithHead();
        app.UseMiddleware<RequestLog>();
        app.UseExceptionHandler();
        app.UseStatusCodePages(pages => AnswerEmpty(pages.HttpContext));
        app.UseCors();
        app.UseMiddleware<ETags>();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseMiddleware<StrictRequests>();
        app.UseMiddleware<IdempotencyKeys>();
        app.UseMiddleware<KeptAnswers>();
        ServerRefusals.Answer(app.Services.GetRequiredService<DiagnosticListener>());
    }

    /// <summary>What the framework refused with a status alone.</summary>
    private static Task AnswerEmpty(HttpContext context) => OtherMethods.IsAnsweredByAllow(context)
        ? Task.CompletedTask
        : Problems.Write(context, new Refusal(context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => RequestErrors.NotFound,
            StatusCodes.Status405MethodNotAllowed => RequestErrors.MethodNotAllowed,
            StatusCodes.Status413PayloadTooLarge => RequestErrors.TooLarge,
            StatusCodes.Status415UnsupportedMediaType => RequestErrors.WrongMediaType,
            >= 500 => RequestErrors.Failed,
            _ => RequestErrors.Invalid,
        }));

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
    /// here that is a second of the start. Every PATCH is given its PUT on the way, and a list of all routes that a library maps for the
    /// tests of its own users is left out.
    /// </summary>
    private sealed class BuiltOnce(EndpointDataSource source) : EndpointDataSource
    {
        private const string ListOfRoutes = "_test_url_cache_";
        private readonly Lazy<IReadOnlyList<Endpoint>> built = new(() =>
        {
            var routes = source.Endpoints.Where(route => route is not RouteEndpoint { RoutePattern.RawText: ListOfRoutes }).ToList();
            return [.. routes, .. routes.Select(ByPut.Of).OfType<Endpoint>()];
        });

        public override IReadOnlyList<Endpoint> Endpoints => built.Value;

        public override IChangeToken GetChangeToken() => source.GetChangeToken();
    }
}
