using System.Net;

namespace LinYuan.Api.Shared.WeChat;

/// <summary>The port to DNS.</summary>
public interface INameResolver
{
    /// <summary>The addresses of a host, in the order in which they are to be tried.</summary>
    Task<IReadOnlyList<IPAddress>> Resolve(string host, CancellationToken cancel);
}

/// <summary>The resolver of the machine.</summary>
public sealed class SystemNameResolver : INameResolver
{
    public async Task<IReadOnlyList<IPAddress>> Resolve(string host, CancellationToken cancel) => await Dns.GetHostAddressesAsync(host, cancel);
}
