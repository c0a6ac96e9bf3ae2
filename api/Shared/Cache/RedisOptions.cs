namespace LinYuan.Api.Shared.Cache;

/// <summary>How Redis is reached: <c>ConnectionStrings:Redis</c>, the rest from the section <c>Redis</c>.</summary>
public sealed record RedisOptions
{
    public string ConnectionString { get; set; } = "";

    /// <summary>Put before every key and channel, so that several installations can share one Redis.</summary>
    public string KeyPrefix { get; set; } = "linyuan:";

    /// <summary>The longest that one call may hold its caller.</summary>
    public TimeSpan OperationTimeout { get; set; } = TimeSpan.FromMilliseconds(250);
}
