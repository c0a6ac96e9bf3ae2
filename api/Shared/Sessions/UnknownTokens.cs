using System.Threading.RateLimiting;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Shared.Sessions;

/// <summary>
/// Counts the tokens from one address that nobody holds and that we never gave out. When there were too many in a minute no more of them
/// are looked up there; whoever holds a token of ours is served all the same.
/// </summary>
public sealed class UnknownTokens(IOptions<HttpOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> limit = PartitionedRateLimiter.Create<HttpContext, string>(
        context => RateLimits.PerMinute(RateLimits.Address(context), options.Value.UnknownTokensPerMinute));

    public bool MayTry(HttpContext context) => limit.GetStatistics(context) is { CurrentAvailablePermits: > 0 };

    public void Count(HttpContext context) => limit.AttemptAcquire(context).Dispose();

    public void Dispose() => limit.Dispose();
}
