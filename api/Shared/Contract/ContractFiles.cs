using System.Reflection;
using System.Text;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Lifecycles;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace LinYuan.Api.Shared.Contract;

/// <summary>A file of the contract that an area writes itself, where routes, errors and life cycles do not say it all.</summary>
public sealed record ContractPage(string Name, string Text);

/// <summary>The files that the mini program builds on, made from the code: routes, error vocabulary, life cycles.</summary>
public static class ContractFiles
{
    public static async Task<IReadOnlyDictionary<string, string>> Make(IServiceProvider services) =>
        new Dictionary<string, string>(services.GetServices<ContractPage>().ToDictionary(page => page.Name, page => page.Text), StringComparer.Ordinal)
        {
            ["openapi.json"] = await OpenApi(services),
            ["errors.md"] = Errors(),
            ["routes.md"] = RouteTable.Write(services.GetServices<EndpointDataSource>()),
            ["states.md"] = States(services.GetServices<IStateTable>()),
        };

    /// <summary>Every error code that the code declares.</summary>
    public static IReadOnlyList<ErrorCode> AllErrors() =>
    [
        .. Assembly.GetExecutingAssembly().GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(field => field.FieldType == typeof(ErrorCode))
            .Select(field => (ErrorCode)field.GetValue(null)!)
            .OrderBy(error => error.Code, StringComparer.Ordinal),
    ];

    private static async Task<string> OpenApi(IServiceProvider services)
    {
        var document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>("v1").GetOpenApiDocumentAsync();
        return await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1) + "\n";
    }

    private static string Errors()
    {
        var text = new StringBuilder("# Errors\n\nGenerated from the code; a code is stable for ever.\n\n| code | status | title |\n|---|---|---|\n");
        foreach (var error in AllErrors())
            text.Append($"| `{error.Code}` | {error.Status} | {error.Title} |\n");
        return text.ToString();
    }

    private static string States(IEnumerable<IStateTable> tables)
    {
        var text = new StringBuilder("# Life cycles\n\nGenerated from the code. `system` moves happen by the clock.\n");
        foreach (var table in tables.OrderBy(table => table.Name, StringComparer.Ordinal))
        {
            text.Append($"\n## {table.Name}\n\n| from | action | who | to |\n|---|---|---|---|\n");
            foreach (var (from, action, who, to) in table.Rows)
                text.Append($"| {from} | {action} | {who} | {to} |\n");
        }
        return text.ToString();
    }
}
