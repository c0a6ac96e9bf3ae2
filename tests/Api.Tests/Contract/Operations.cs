using System.Reflection;
using System.Text.Json;
using FastEndpoints;
using LinYuan.Api.Shared.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LinYuan.Tests.Contract;

/// <summary>One operation of the OpenAPI document with the handler behind it, so that a test can walk all of them, also those to come.</summary>
public sealed record Operation(string Name, HttpMethod Method, string Path, JsonElement Spec, RouteEndpoint Endpoint)
{
    public const string NoSuchId = "999999999999";

    public bool IsSecured => Spec.TryGetProperty("security", out var security) && security.GetArrayLength() > 0;

    public bool IsForStaff => Path.StartsWith("/staff/", StringComparison.Ordinal);

    public bool IsPublicRead => Path.StartsWith("/open/", StringComparison.Ordinal) && Method == HttpMethod.Get;

    public bool NeedsKey => Parameters("header").Contains("Idempotency-Key");

    public bool NamesAThing => Path.Contains('{', StringComparison.Ordinal);

    public bool IsPaged => Parameters("query").Contains("after") && Parameters("query").Contains("limit");

    public bool AnswersAPage => Spec.GetProperty("responses").TryGetProperty("200", out var answer)
        && answer.TryGetProperty("content", out var content) && content.TryGetProperty("application/json", out var json)
        && json.GetProperty("schema").TryGetProperty("$ref", out var view) && view.GetString()!.Contains("/PageOf", StringComparison.Ordinal);

    /// <summary>The record that the body is read into; null when the route takes none.</summary>
    public Type? Body => BodyOf(Endpoint);

    /// <summary>Whether the route can be called without a body though it takes one.</summary>
    public bool IsBodyOptional => !Spec.TryGetProperty("requestBody", out var body) || !body.TryGetProperty("required", out var required) || !required.GetBoolean();

    public bool TakesFile => Spec.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("multipart/form-data", out _);

    /// <summary>The path with ids under which there is nothing.</summary>
    public string Nowhere => At(NoSuchId);

    public string At(string id) => string.Join('/', Path.Split('/').Select(part => part.StartsWith('{') ? id : part));

    public IReadOnlyList<string> Parameters(string place) => !Spec.TryGetProperty("parameters", out var parameters) ? [] :
    [
        .. parameters.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == place)
            .Select(parameter => parameter.GetProperty("name").GetString()!),
    ];

    /// <summary>Whether the document says that this route may answer so.</summary>
    public bool Documents(int status, string? code) =>
        Spec.GetProperty("responses").TryGetProperty(status.ToString(), out var response)
        && (code is null || response.GetProperty("description").GetString()!.Contains($"`{code}`", StringComparison.Ordinal));

    public override string ToString() => $"{Name} ({Method} {Path})";

    /// <summary>Every operation of the lane's document.</summary>
    public static async Task<IReadOnlyList<Operation>> All(Lane lane)
    {
        var document = (await lane.Anyone.Get("/openapi/v1.json")).ShouldBe(200).Json;
        var handlers = Endpoints(lane).Where(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>() is not null)
            .ToDictionary(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName);
        return
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
               from method in path.Value.EnumerateObject()
               let name = method.Value.GetProperty("operationId").GetString()!
               select new Operation(name, HttpMethod.Parse(method.Name), path.Name, method.Value, handlers[name]),
        ];
    }

    public static IReadOnlyList<RouteEndpoint> Endpoints(Lane lane) =>
        [.. lane.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Distinct()];

    /// <summary>The class in which the operation is written; null for what the framework maps by itself.</summary>
    public static Type? ClassOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<EndpointDefinition>()?.EndpointType;

    public static Type? BodyOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<EndpointDefinition>() is { } operation
        ? OperationBinder.TakesBody(operation.ReqDtoType, operation.Verbs) ? operation.ReqDtoType : null
        : HandlerOf(endpoint)?.GetParameters().Select(parameter => parameter.ParameterType).FirstOrDefault(SampleBody.IsBody);

    public static MethodInfo? HandlerOf(RouteEndpoint endpoint) =>
        ClassOf(endpoint) is null ? endpoint.Metadata.GetMetadata<MethodInfo>() : null;
}
