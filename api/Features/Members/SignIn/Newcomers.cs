using FastEndpoints;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Members.SignIn;

/// <summary>Operations for whoever has no session yet; they are counted by address and not by person.</summary>
public sealed class Newcomers : Group
{
    public Newcomers() => Configure("/api/v1", group =>
    {
        group.AllowAnonymous();
        group.Options(route => route.RequireRateLimiting(RateLimits.SignIn).KnowsItsQuery());
    });
}
