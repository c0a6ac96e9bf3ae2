using FastEndpoints;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Shared.Http;

/// <summary>Operations for anyone with a session.</summary>
public sealed class People : Group
{
    public People() => Configure("/api/v1", group =>
    {
        group.Policies(Access.Session);
        group.Options(route => route.RequireRateLimiting(RateLimits.People).KnowsItsQuery());
    });
}

/// <summary>Operations for staff; which things they reach is decided by their areas.</summary>
public sealed class Staff : Group
{
    public Staff() => Configure("/staff/v1", group =>
    {
        group.Policies(Access.Staff);
        group.Options(route => route.RequireRateLimiting(RateLimits.People).KnowsItsQuery());
    });
}

/// <summary>Public operations, for anyone and without a token, also from other sites' pages; answers carry an ETag.</summary>
public sealed class Open : Group
{
    public Open() => Configure("/open/v1", group =>
    {
        group.AllowAnonymous();
        group.Options(route => route.RequireRateLimiting(RateLimits.Open).RequireCors(RouteLines.AnyOrigin).WithMetadata(new CarriesETag()).KnowsItsQuery());
    });
}

/// <summary>Addresses that stand outside the API's own: pages for people and files behind links in answers.</summary>
public sealed class Pages : Group
{
    public Pages() => Configure("", group =>
    {
        group.AllowAnonymous();
        group.Options(route => route.RequireRateLimiting(RateLimits.Open));
    });
}
