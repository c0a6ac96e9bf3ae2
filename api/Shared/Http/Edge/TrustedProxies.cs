using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace LinYuan.Api.Shared.Http;

/// <summary>
/// From whom the address of the caller is taken: the setting <c>Http:TrustedProxies</c>, addresses and networks apart by commas or as a
/// list. Whoever else sends X-Forwarded-For would choose for themselves whose limits their requests are counted to.
/// </summary>
internal static class TrustedProxies
{
    private const string Setting = "Http:TrustedProxies";

    /// <summary>This machine, where a proxy stands in the smallest installation.</summary>
    private static readonly string[] Loopback = ["127.0.0.0/8", "::1"];

    public static IServiceCollection AddTrustedProxies(this IServiceCollection services, IConfiguration configuration)
    {
        var entries = Entries(configuration.GetSection(Setting));
        services.AddOptions<ForwardedHeadersOptions>()
            .Configure(forwarded =>
            {
                forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
                // As many as there are, as long as each is trusted: a load balancer may stand before the proxy.
                forwarded.ForwardLimit = null;
                forwarded.KnownProxies.Clear();
                forwarded.KnownIPNetworks.Clear();
                foreach (var entry in entries)
                {
                    if (Read(entry) is { } network)
                        forwarded.KnownIPNetworks.Add(network);
                }
            })
            .Validate(_ => entries.All(entry => Read(entry) is not null), $"{Setting} must hold addresses or networks such as 10.0.0.7 or 172.30.80.0/24.")
            .ValidateOnStart();
        return services;
    }

    private static IReadOnlyList<string> Entries(IConfigurationSection section)
    {
        var given = new[] { section.Value }.Concat(section.GetChildren().Select(child => child.Value))
            .SelectMany(text => text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? []).ToList();
        return given.Count > 0 ? given : Loopback;
    }

    private static IPNetwork? Read(string entry) =>
        IPNetwork.TryParse(entry, out var network) ? network
        : IPAddress.TryParse(entry, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
