using Microsoft.AspNetCore.Authentication;

namespace LinYuan.Api.Shared.Sessions;

/// <summary>Who may call a route at all. What of it they may see is decided by their areas, inside the operation.</summary>
public static class Access
{
    public const string Session = "session";
    public const string Staff = "staff";
    internal const string StaffClaim = "staff";

    public static IServiceCollection AddSessions(this IServiceCollection services)
    {
        services.AddSingleton<UnknownTokens>();
        services.AddAuthentication(BearerSessions.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, BearerSessions>(BearerSessions.SchemeName, null);
        services.AddAuthorizationBuilder()
            .AddPolicy(Session, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(Staff, policy => policy.RequireAuthenticatedUser().RequireClaim(StaffClaim));
        return services;
    }
}
