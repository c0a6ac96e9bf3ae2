using System.Xml.Linq;
using LinYuan.Api.Shared.Http;
using Microsoft.OpenApi;

namespace LinYuan.Api.Shared.Contract;

/// <summary>
/// Says in the document what an operation does, in the words that stand above it in the code. The generator takes them from above the
/// handler; where the operation is a class of its own they stand above that.
/// </summary>
internal static class OperationTexts
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Texts = new(Read);

    /// <summary>What is said above a record of one of its parameters.</summary>
    public static string? OfParameter(Type record, string parameter) => Texts.Value.GetValueOrDefault($"T:{record.FullName}/{parameter}");

    public static void Describe(OpenApiOperation operation, Type? declaring, ByPut? repeats)
    {
        if (repeats is not null)
        {
            (operation.Summary, operation.Description) = ($"The same as {repeats.Patch}, for programs that cannot send PATCH", null);
            return;
        }
        var text = operation.Summary
            ?? (declaring is { } type ? Texts.Value.GetValueOrDefault($"T:{type.FullName?.Replace('+', '.')}") : null);
        if (text is null)
            return;
        var end = text.IndexOf(". ", StringComparison.Ordinal);
        operation.Summary = (end < 0 ? text : text[..end]).TrimEnd('.');
        operation.Description ??= end < 0 ? null : text[(end + 2)..];
    }

    /// <summary>The compiler writes the comments beside the program; without that file operations have no texts and work all the same.</summary>
    private static Dictionary<string, string> Read()
    {
        var file = Path.Combine(AppContext.BaseDirectory, $"{typeof(OperationTexts).Assembly.GetName().Name}.xml");
        return !File.Exists(file) ? [] : XDocument.Load(file).Descendants("member")
            .SelectMany(member => member.Elements().Where(text => text.Name.LocalName is "summary" or "param"))
            .DistinctBy(NameOf)
            .ToDictionary(NameOf, Plain, StringComparer.Ordinal);
    }

    private static string NameOf(XElement text) =>
        text.Parent!.Attribute("name")!.Value + (text.Attribute("name") is { } parameter ? "/" + parameter.Value : "");

    private static string Plain(XElement summary) =>
        string.Join(' ', string.Concat(summary.Nodes().Select(Words)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A reference in a comment is an empty element; its last name is what a reader of the document can use.</summary>
    private static string Words(XNode node) => node switch
    {
        XElement { IsEmpty: true } reference => reference.FirstAttribute?.Value.Split('.', ':')[^1] ?? "",
        XElement element => element.Value,
        XText text => text.Value,
        _ => "",
    };
}
