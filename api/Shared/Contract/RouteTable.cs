using System.Text;
using FastEndpoints;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using Microsoft.AspNetCore.Authorization;

namespace LinYuan.Api.Shared.Contract;

/// <summary>Writes down all operations at once, for whoever looks for one: its address, its name, who may call it, and its file.</summary>
internal static class RouteTable
{
    private const string Root = "LinYuan.Api.";

    public static string Write(IEnumerable<EndpointDataSource> sources)
    {
        var text = new StringBuilder(
            "# Routes\n\nGenerated from the code. Each PATCH is served by PUT as well.\n\n| method | path | operation | who | file |\n|---|---|---|---|---|\n");
        foreach (var row in sources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Distinct().SelectMany(RowsOf).Order(StringComparer.Ordinal))
            text.Append(row);
        return text.ToString();
    }

    private static IEnumerable<string> RowsOf(RouteEndpoint route)
    {
        if (route.Metadata.GetMetadata<EndpointDefinition>() is not { EndpointType: var operation } || route.Metadata.GetMetadata<ByPut>() is not null)
            return [];
        return route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(method =>
            $"| {method} | `/{route.RoutePattern.RawText!.TrimStart('/')}` | {operation.Name} | {WhoMayCall(route)} | {FileOf(operation)} |\n");
    }

    private static string WhoMayCall(RouteEndpoint route)
    {
        if (route.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return "anyone";
        var policies = route.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(access => access.Policy).ToList();
        return policies.Contains(Access.Staff) ? "staff" : policies.Contains(Access.Session) ? "signed in" : policies.Find(policy => policy is not null) ?? "";
    }

    /// <summary>The folder is the namespace and the file is the class; a test holds both.</summary>
    private static string FileOf(Type operation) => $"api/{operation.Namespace![Root.Length..].Replace('.', '/')}/{operation.Name}.cs";
}
