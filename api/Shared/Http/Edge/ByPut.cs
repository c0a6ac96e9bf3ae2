namespace LinYuan.Api.Shared.Http;

/// <summary>
/// Marks the PUT that stands beside every PATCH and does the same, fields that are left out staying as they are: a mini program cannot
/// send PATCH.
/// </summary>
/// <param name="Patch">The name of the operation that it repeats.</param>
public sealed record ByPut(string Patch)
{
    /// <summary>The route of a PATCH as one of a PUT; null for any other route.</summary>
    internal static RouteEndpoint? Of(Endpoint endpoint)
    {
        if (endpoint is not RouteEndpoint route || route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is not [var method]
            || !HttpMethods.IsPatch(method) || route.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName is not { } name)
            return null;
        var metadata = route.Metadata.Where(about => about is not (IHttpMethodMetadata or IEndpointNameMetadata or IRouteNameMetadata))
            .Concat([new HttpMethodMetadata([HttpMethods.Put]), new EndpointNameMetadata(name + nameof(ByPut)), new ByPut(name)]);
        return new RouteEndpoint(
            route.RequestDelegate!, route.RoutePattern, route.Order, new EndpointMetadataCollection(metadata), $"{route.DisplayName} by PUT");
    }
}
