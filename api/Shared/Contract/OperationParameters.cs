using System.Text.Json;
using System.Text.Json.Nodes;
using FastEndpoints;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using Microsoft.OpenApi;

namespace LinYuan.Api.Shared.Contract;

/// <summary>Describes what an operation reads from its path, its query and its headers; the generator sees none of it.</summary>
internal static class OperationParameters
{
    public static void Describe(OpenApiOperation operation, IList<object> metadata, string path)
    {
        operation.Parameters ??= [];
        if (metadata.OfType<EndpointDefinition>().FirstOrDefault() is { } definition)
        {
            AddPath(operation.Parameters, path);
            foreach (var word in OperationBinder.QueryOf(definition))
                operation.Parameters.Add(Of(word));
        }
        if (metadata.OfType<NeedsIdempotencyKey>().Any())
            operation.Parameters.Add(Key());
    }

    private static void AddPath(IList<IOpenApiParameter> parameters, string path)
    {
        var steps = path.Split('/');
        for (var at = 0; at < steps.Length; at++)
        {
            var begin = steps[at].IndexOf('{', StringComparison.Ordinal);
            if (begin < 0)
                continue;
            var name = steps[at][(begin + 1)..steps[at].IndexOf('}', StringComparison.Ordinal)];
            parameters.Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Path,
                Required = true,
                Description = at == 0 ? null : $"Which one of the {steps[at - 1].Replace('-', ' ')}.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }
    }

    private static OpenApiParameter Of(QueryWord word) => new()
    {
        Name = word.Word,
        In = ParameterLocation.Query,
        Description = OperationTexts.OfParameter(word.Owner, word.Parameter),
        Schema = word is { Owner: var owner, Word: "limit" } && owner == typeof(PageQuery)
            ? new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "100", Default = 20 }
            : SchemaOf(word.Type),
    };

    private static OpenApiSchema SchemaOf(Type type) =>
        QueryReader.ItemOf(type) is { } item ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = SchemaOf(item) }
        : type == typeof(bool) ? new OpenApiSchema { Type = JsonSchemaType.Boolean }
        : type.IsEnum ? new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. WordsOf(type)] }
        : new OpenApiSchema { Type = JsonSchemaType.String };

    private static IEnumerable<JsonNode> WordsOf(Type type) => Enum.GetNames(type).Select(name => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(name));

    private static OpenApiParameter Key() => new()
    {
        Name = IdempotencyKeys.Header,
        In = ParameterLocation.Header,
        Required = true,
        Description = "Made anew for each thing that a person does, and kept for every repeat of it: one key has one effect.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 8, MaxLength = 128 },
    };
}
