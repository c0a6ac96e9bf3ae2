using LinYuan.Api.Shared.Cache;

namespace LinYuan.Api.Features;

/// <summary>
/// Every cached read model, with how long it lives in this process and in Redis. Names hold ids and hashes, never a person's data.
/// </summary>
public static class CacheKeys
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    /// <summary>Anybody may ask for any number of areas that are not there, so of these nothing is kept.</summary>
    public static CacheKey Area(long id) => new($"area:{id}", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), KeepsMissing: false);

    /// <summary>
    /// Who a session belongs to. Dropped on sign-out, so that a revoked session ends at once. Redis holds none: it may come back with what
    /// was true before it went away, and a process that missed the drop must forget the session within the moment. That a token opens none
    /// is kept only where we gave it out: of others anybody can make up any number.
    /// </summary>
    public static CacheKey Caller(byte[] tokenHash, bool isOurs = true) =>
        new($"caller:{Convert.ToHexStringLower(tokenHash)}", Moment, TimeSpan.Zero, KeepsMissing: isOurs);

    /// <summary>The public figures of an area; of everything when it is null.</summary>
    public static CacheKey Statistics(long? areaId) => new($"statistics:{areaId}", TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));
}
