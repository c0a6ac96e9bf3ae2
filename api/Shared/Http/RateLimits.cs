using System.Net.Sockets;
using System.Threading.RateLimiting;
using LinYuan.Api.Shared.Sessions;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Shared.Http;

/// <summary>
/// Limits against runaway clients, counted in this process: with several replicas each allows its share, and no limit depends on Redis.
/// They are wide, since a whole community may reach us through one address.
/// </summary>
public static class RateLimits
{
    public const string People = "people";
    public const string Open = "open";
    public const string SignIn = "signIn";
    private const int UploadsOfOnePerson = 3;
    private const int UploadsThatWait = 10;

    public static IServiceCollection AddRateLimits(this IServiceCollection services) => services.AddRateLimiter(limiter =>
    {
        limiter.AddPolicy(People, context => PerMinute(context.Features.Get<Caller>()?.UserId.ToString() ?? Address(context), Options(context).PersonPerMinute));
        limiter.AddPolicy(Open, context => PerMinute(Address(context), Options(context).OpenPerMinute));
        limiter.AddPolicy(SignIn, context => PerMinute(Address(context), Options(context).SignInsPerMinute));
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(UploadsAtOnce);
        limiter.OnRejected = (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(10);
            return new ValueTask(Problems.Write(rejected.HttpContext, new Refusal(RequestErrors.RateLimited, retryAfter: wait)));
        };
    });

    /// <summary>A file is held in memory while it comes in, however slowly, so one person may send only a few at a time; a few more wait.</summary>
    private static RateLimitPartition<string> UploadsAtOnce(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<TakesFile>() is null
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetConcurrencyLimiter(
                context.Features.Get<Caller>()?.UserId.ToString() ?? Address(context),
                _ => new ConcurrencyLimiterOptions { PermitLimit = UploadsOfOnePerson, QueueLimit = UploadsThatWait });

    private static HttpOptions Options(HttpContext context) => context.RequestServices.GetRequiredService<IOptions<HttpOptions>>().Value;

    /// <summary>Whoever has an IPv6 address has a network of them, so the network counts.</summary>
    internal static string Address(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => "unknown",
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } address => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        var address => address.ToString(),
    };

    internal static RateLimitPartition<string> PerMinute(string who, int requests) =>
        RateLimitPartition.GetTokenBucketLimiter(who, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = requests,
            TokensPerPeriod = Math.Max(1, requests / 12),
            ReplenishmentPeriod = TimeSpan.FromSeconds(5),
            QueueLimit = 0,
        });
}
