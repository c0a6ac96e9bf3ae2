using Microsoft.OpenApi;

namespace LinYuan.Api.Shared.Contract;

/// <summary>Puts the finished document into one order and says what the generator leaves open.</summary>
internal static class ContractShape
{
    public static void Complete(OpenApiDocument document)
    {
        Sort(document);
        foreach (var (name, schema) in document.Components!.Schemas!)
        {
            if (name.EndsWith("Request", StringComparison.Ordinal))
                RequireValues(schema);
        }
        RequestExamples.Add(document);
    }

    /// <summary>In an order of their own, so that moving a file changes nothing here.</summary>
    private static void Sort(OpenApiDocument document)
    {
        var paths = new OpenApiPaths();
        foreach (var (path, item) in document.Paths.OrderBy(path => path.Key, StringComparer.Ordinal))
            paths.Add(path, item);
        document.Paths = paths;
        document.Tags = document.Tags is { } tags ? new HashSet<OpenApiTag>(tags.OrderBy(tag => tag.Name, StringComparer.Ordinal)) : null;
        document.Components!.Schemas = document.Components.Schemas!.OrderBy(schema => schema.Key, StringComparer.Ordinal)
            .ToDictionary(schema => schema.Key, schema => schema.Value, StringComparer.Ordinal);
    }

    /// <summary>In the code a field may be null so that its absence can be told in words; to a client it is simply required.</summary>
    private static void RequireValues(IOpenApiSchema record)
    {
        foreach (var name in record.Required ?? new HashSet<string>(StringComparer.Ordinal))
        {
            if (record.Properties?.TryGetValue(name, out var found) != true || found is not OpenApiSchema field)
                continue;
            if (field.OneOf is [{ Type: JsonSchemaType.Null }, var value])
                record.Properties[name] = value;
            else
                field.Type &= ~JsonSchemaType.Null;
        }
    }
}
