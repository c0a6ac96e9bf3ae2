using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Shared.Http;

/// <summary>The words in which an area's route table is written: who may call (the group), what it is (the line), what it may refuse.</summary>
public static class RouteLines
{
    internal const string AnyOrigin = "anyOrigin";

    /// <summary>Routes for anyone with a session.</summary>
    public static RouteGroupBuilder People(this IEndpointRouteBuilder app, string tag) =>
        app.MapGroup("/api/v1").WithTags(tag).RequireAuthorization(Access.Session).RequireRateLimiting(RateLimits.People).KnowsItsQuery();

    /// <summary>Routes for staff; which things they reach is decided by their areas.</summary>
    public static RouteGroupBuilder Staff(this IEndpointRouteBuilder app, string tag) =>
        app.MapGroup("/staff/v1").WithTags(tag).RequireAuthorization(Access.Staff).RequireRateLimiting(RateLimits.People).KnowsItsQuery();

    /// <summary>Public routes, for anyone and without a token, also from other sites' pages; answers carry an ETag.</summary>
    public static RouteGroupBuilder Open(this IEndpointRouteBuilder app, string tag) => app.MapGroup("/open/v1").WithTags(tag).AllowAnonymous()
        .RequireRateLimiting(RateLimits.Open).RequireCors(AnyOrigin).WithMetadata(new CarriesETag()).KnowsItsQuery();

    /// <summary>Every operation of the group refuses words of a query that it does not read. To be said of a group of its own kind.</summary>
    public static T KnowsItsQuery<T>(this T group)
        where T : IEndpointConventionBuilder
    {
        group.Finally(route => route.Metadata.Add(QueryWords.Of((RouteEndpointBuilder)route)));
        return group;
    }

    /// <summary>A GET that answers 200.</summary>
    public static RouteHandlerBuilder Read<T>(this RouteHandlerBuilder route, string name, params ErrorCode[] refusals) =>
        route.Line<T>(name, StatusCodes.Status200OK, refusals);

    /// <summary>A POST that moves a thing and answers 200 with its new view.</summary>
    public static RouteHandlerBuilder Move<T>(this RouteHandlerBuilder route, string name, params ErrorCode[] refusals) =>
        route.Line<T>(name, StatusCodes.Status200OK, refusals).WithMetadata(new NeedsIdempotencyKey());

    /// <summary>A POST that makes a thing and answers 201 with it.</summary>
    public static RouteHandlerBuilder Creation<T>(this RouteHandlerBuilder route, string name, params ErrorCode[] refusals) =>
        route.Line<T>(name, StatusCodes.Status201Created, refusals).WithMetadata(new NeedsIdempotencyKey());

    /// <summary>A POST that only answers what its body asks: it makes, moves and keeps nothing, and so needs no key.</summary>
    public static RouteHandlerBuilder Computation<T>(this RouteHandlerBuilder route, string name, params ErrorCode[] refusals) =>
        route.Line<T>(name, StatusCodes.Status200OK, refusals).WithMetadata(new OnlyComputes());

    /// <summary>
    /// A PATCH, which is served <see cref="ByPut">by PUT</see> as well, or a POST that needs no key because it carries something one-time itself.
    /// </summary>
    public static RouteHandlerBuilder Change<T>(this RouteHandlerBuilder route, string name, int status, params ErrorCode[] refusals) =>
        route.Line<T>(name, status, refusals);

    /// <summary>A DELETE that answers 204 without a body.</summary>
    public static RouteHandlerBuilder Removal(this RouteHandlerBuilder route, string name, params ErrorCode[] refusals) =>
        route.WithName(name).WithMetadata(new MayRefuse(refusals)).Produces(StatusCodes.Status204NoContent);

    private static RouteHandlerBuilder Line<T>(this RouteHandlerBuilder route, string name, int status, ErrorCode[] refusals) =>
        route.WithName(name).WithMetadata(new MayRefuse(refusals)).Produces<T>(status);
}

/// <summary>Marks a POST after which everything stored is as before; a test holds every route to it that is marked so.</summary>
public sealed record OnlyComputes;
