using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using FastEndpoints;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace LinYuan.Api.Shared.Contract;

/// <summary>What the generated document needs beyond the route lines: ids as strings, the key header, the session, the refusals.</summary>
public static class OpenApiContract
{
    private const string SchemeName = "session";
    private const string ProblemName = "Problem";

    public static IServiceCollection AddContract(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "邻愿 LinYuan", Version = "v1", Description = "社区微心愿、暖新驿站与报到服务的接口。" };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
            document.Components.Schemas[ProblemName] = ProblemSchema();
            document.Components.SecuritySchemes[SchemeName] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" };
            ContractShape.Complete(document);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Shape(schema, context.JsonTypeInfo.Type);
            if (context.JsonTypeInfo.Type == typeof(string) && schema.Type == JsonSchemaType.String && context.JsonPropertyInfo is { IsGetNullable: true })
                schema.Type |= JsonSchemaType.Null;
            RequestFields.Describe(schema, context.JsonTypeInfo);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            Complete(operation, context);
            return Task.CompletedTask;
        });
    });

    /// <summary>The document for tools, and an explorer for people at /docs.</summary>
    public static void MapContract(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.UseSwaggerUI(explorer =>
        {
            explorer.RoutePrefix = "docs";
            explorer.DocumentTitle = "邻愿 LinYuan API";
            explorer.SwaggerEndpoint("/openapi/v1.json", "v1");
        });
    }

    private static void Shape(OpenApiSchema schema, Type type)
    {
        if (type == typeof(EntityId) || type == typeof(EntityId?))
        {
            // One schema serves both; where it may be null is said where it stands.
            schema.Type = JsonSchemaType.String;
            schema.Pattern = "^[0-9]{1,19}$";
        }
        else if (type == typeof(DateTimeOffset) || type == typeof(DateTimeOffset?))
        {
            schema.Type = type == typeof(DateTimeOffset?) ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
            schema.Format = "date-time";
        }
        else if ((Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } words)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. Enum.GetNames(words).Select(word => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(word))];
        }
        else if (type == typeof(string))
        {
            schema.Type ??= JsonSchemaType.String;
        }
        else if (type.IsAssignableTo(typeof(IEnumerable<string>)))
        {
            // The converter that trims texts hides from the generator what such a list holds.
            schema.Items ??= new OpenApiSchema { Type = JsonSchemaType.String };
        }
        else if (type.IsAssignableTo(typeof(IEnumerable<EntityId>)))
        {
            // An id's own converter hides it likewise.
            schema.Items ??= new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[0-9]{1,19}$" };
        }
    }

    private static void Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var definition = metadata.OfType<EndpointDefinition>().FirstOrDefault();
        OperationTexts.Describe(
            operation, definition?.EndpointType ?? metadata.OfType<MethodInfo>().FirstOrDefault()?.DeclaringType, metadata.OfType<ByPut>().FirstOrDefault());
        OperationParameters.Describe(operation, metadata, context.Description.RelativePath ?? "");
        // What the framework is told so that a missing Content-Type reaches the binder is nothing that a client may send.
        operation.RequestBody?.Content?.Remove("*/*");
        if (metadata.OfType<MethodInfo>().Any(handler => handler.GetParameters().Any(parameter => parameter.ParameterType == typeof(PageQuery))))
            AddPaging(operation);
        if (!metadata.OfType<IAllowAnonymous>().Any())
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(SchemeName, context.Document)] = [] }];
        if (metadata.OfType<TakesFile>().Any())
            AddFile(operation);
        // A second Produces for one status would replace the first instead of standing beside it.
        foreach (var second in metadata.OfType<SecondForm>())
            operation.Responses?["200"].Content?[second.MediaType] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        foreach (var codes in Refusals(metadata, context.Description.RelativePath ?? "").Distinct().GroupBy(code => code.Status))
            Describe(operation, context.Document, codes.Key, codes);
        ResponseHeaders.Describe(operation, metadata);
    }

    /// <summary>The file is read before the handler runs, so the generator does not see it.</summary>
    private static void AddFile(OpenApiOperation operation) => operation.RequestBody = new OpenApiRequestBody
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
        {
            ["multipart/form-data"] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string>(StringComparer.Ordinal) { "file" },
                    Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
                    {
                        ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
                    },
                },
            },
        },
    };

    /// <summary>The page query binds itself, so the generator does not see what it reads.</summary>
    private static void AddPaging(OpenApiOperation operation)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = "limit",
            In = ParameterLocation.Query,
            Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "100", Default = 20 },
        });
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = "after",
            In = ParameterLocation.Query,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
    }

    private static IEnumerable<ErrorCode> Refusals(IList<object> metadata, string path)
    {
        yield return RequestErrors.Invalid;
        yield return RequestErrors.RateLimited;
        yield return RequestErrors.Busy;
        if (metadata.OfType<NeedsIdempotencyKey>().Any())
        {
            yield return RequestErrors.KeyRequired;
            yield return RequestErrors.KeyReused;
        }
        if (!metadata.OfType<IAllowAnonymous>().Any())
        {
            yield return RequestErrors.SessionRequired;
            yield return RequestErrors.SessionExpired;
        }
        if (metadata.OfType<IAuthorizeData>().Any(access => access.Policy == Access.Staff))
            yield return RequestErrors.AccessDenied;
        if (path.Contains('{', StringComparison.Ordinal))
            yield return RequestErrors.NotFound;
        if (metadata.OfType<IAcceptsMetadata>().Any())
        {
            yield return RequestErrors.TooLarge;
            yield return RequestErrors.WrongMediaType;
        }
        if (metadata.OfType<TakesFile>().Any())
            yield return RequestErrors.WrongMediaType;
        foreach (var code in metadata.OfType<MayRefuse>().SelectMany(refusals => refusals.Codes))
            yield return code;
    }

    private static void Describe(OpenApiOperation operation, OpenApiDocument? document, int status, IEnumerable<ErrorCode> codes)
    {
        operation.Responses ??= [];
        operation.Responses[status.ToString()] = new OpenApiResponse
        {
            Description = string.Join("; ", codes.Select(code => $"`{code.Code}` {code.Title}")),
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/problem+json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(ProblemName, document) },
            },
        };
    }

    /// <summary>Beside a decision that came too late: what has changed since.</summary>
    private static OpenApiSchema ChangeSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string>(StringComparer.Ordinal) { "field", "label", "was", "is" },
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["field"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["label"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["was"] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null },
            ["is"] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null },
        },
    };

    private static OpenApiSchema ProblemSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string>(StringComparer.Ordinal) { "type", "title", "status", "code", "traceId" },
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["code"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Enum = [.. ContractFiles.AllErrors().Select(error => (JsonNode)error.Code)],
                Description = "Stays for ever; what to do about it is in errors.md.",
            },
            ["traceId"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["errors"] = new OpenApiSchema { Type = JsonSchemaType.Object },
            ["changes"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = ChangeSchema() },
        },
    };
}
