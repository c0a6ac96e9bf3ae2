using System.Reflection;
using System.Text.Json;
using FastEndpoints;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace LinYuan.Api.Shared.Http;

/// <summary>Where the parts of an operation's request come from.</summary>
internal static class OperationBinder
{
    /// <summary>Whether the request is the body. Of a GET, and where its properties are marked so, it is the words of the query.</summary>
    public static bool TakesBody(Type request, string[] verbs) =>
        request != typeof(EmptyRequest) && !verbs.Contains(HttpMethods.Get)
        && !request.GetProperties().Any(property => property.IsDefined(typeof(QueryParamAttribute)));

    /// <summary>The words of the query that an operation reads.</summary>
    public static IReadOnlyList<QueryWord> QueryOf(EndpointDefinition operation) =>
        operation.ReqDtoType == typeof(EmptyRequest) || TakesBody(operation.ReqDtoType, operation.Verbs) ? [] : QueryReader.Of(operation.ReqDtoType).Words;
}

/// <summary>
/// Reads an operation's request from its one place, the body or the query, by the rules of this API; the framework's own binder would look
/// for every field in the body, the path, the query and the headers.
/// </summary>
public sealed class OperationBinder<TRequest>(bool isBodyOptional) : IRequestBinder<TRequest>
    where TRequest : notnull
{
    public async ValueTask<TRequest> BindAsync(BinderContext ctx, CancellationToken ct)
    {
        var http = ctx.HttpContext;
        if (typeof(TRequest) == typeof(EmptyRequest))
            return (TRequest)(object)EmptyRequest.Instance;
        return http.GetEndpoint()?.Metadata.GetMetadata<EndpointDefinition>() is { } definition && OperationBinder.TakesBody(typeof(TRequest), definition.Verbs)
            ? await ReadBody(http, ct)
            : (TRequest)QueryReader.Of(typeof(TRequest)).Read(http.Request.Query);
    }

    private async Task<TRequest> ReadBody(HttpContext http, CancellationToken ct)
    {
        var json = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != true)
            return isBodyOptional ? Empty(json) : throw new Refusal(RequestErrors.Invalid);
        if (!http.Request.HasJsonContentType())
            throw new Refusal(RequestErrors.WrongMediaType);
        var body = await JsonSerializer.DeserializeAsync<TRequest>(http.Request.Body, json, ct);
        return body is not null ? body : isBodyOptional ? Empty(json) : throw new Refusal(RequestErrors.Invalid);
    }

    private static TRequest Empty(JsonSerializerOptions json) => JsonSerializer.Deserialize<TRequest>("{}", json)!;
}
