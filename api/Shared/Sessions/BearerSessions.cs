using System.Security.Claims;
using System.Text.Encodings.Web;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Time;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Shared.Sessions;

/// <summary>
/// Finds who holds a session by the hash of its token; null when there is none or it was revoked. That there is none is remembered only
/// of a token <paramref name="isOurs">that we gave out</paramref>, of which there are not too many.
/// </summary>
public delegate Task<Caller?> FindCaller(byte[] tokenHash, bool isOurs);

/// <summary>Reads the Bearer token and says who calls. The answers for "no token" and "not allowed" are problem details like all others.</summary>
public sealed class BearerSessions(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, FindCaller findCaller, FieldCipher cipher,
    UnknownTokens unknown, TimeProvider time)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";
    private const string Prefix = "Bearer ";
    private bool isOverLimit;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        var token = header[Prefix.Length..].Trim();
        var caller = SessionToken.LooksLikeOne(token) ? await Find(token) : null;
        if (caller is null || caller.ExpiresAt <= time.Now())
            return AuthenticateResult.Fail("expired");
        Context.Features.Set(caller);
        // What one person may see must not wait in a cache for the next; public reads say otherwise for themselves.
        Response.Headers.CacheControl = "no-store";
        var identity = new ClaimsIdentity(Scheme.Name);
        if (caller.IsStaff)
            identity.AddClaim(new Claim(Access.StaffClaim, "yes"));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    private async Task<Caller?> Find(string token)
    {
        var isOurs = SessionToken.IsOurs(cipher, token);
        if (!isOurs && !unknown.MayTry(Context))
        {
            isOverLimit = true;
            return null;
        }
        var caller = await findCaller(SessionToken.Hash(token), isOurs);
        if (caller is null && !isOurs)
            unknown.Count(Context);
        return caller;
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (isOverLimit)
        {
            await Problems.Write(Context, new Refusal(RequestErrors.RateLimited));
            return;
        }
        var sentToken = Request.Headers.Authorization.Count > 0;
        Response.Headers.WWWAuthenticate = Prefix.Trim();
        await Problems.Write(Context, new Refusal(sentToken ? RequestErrors.SessionExpired : RequestErrors.SessionRequired));
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.Write(Context, new Refusal(RequestErrors.AccessDenied));
}
