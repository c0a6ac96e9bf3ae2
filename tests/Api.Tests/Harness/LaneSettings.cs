using Microsoft.Extensions.DependencyInjection;
using WeChat.StandIn;

namespace LinYuan.Tests.Harness;

/// <summary>What a lane does otherwise than usual.</summary>
public sealed record LaneSettings
{
    /// <summary>Another MariaDB than the shared one.</summary>
    public string? MySql { get; init; }

    /// <summary>Another Redis than the shared one.</summary>
    public string? Redis { get; init; }

    /// <summary>Settings of the api, such as <c>["Database:Connections"] = "2"</c>; they win over the harness's own.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How the lane's WeChat behaves.</summary>
    public StandInOptions WeChat { get; init; } = new();

    /// <summary>Registered last, so it may replace what the api registers.</summary>
    public Action<IServiceCollection>? Services { get; init; }

    /// <summary>False starts the api without its database being there yet; it is not created either.</summary>
    public bool AwaitReady { get; init; } = true;

    /// <summary>Makes the lane a second process of that one: same database, same keys in Redis, same WeChat, same clock.</summary>
    public Lane? ReplicaOf { get; init; }
}
