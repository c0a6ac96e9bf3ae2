using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace LinYuan.Api.Shared.Contract;

/// <summary>
/// Gives every body an example: all that must be in it, and texts of what may, filled with words that somebody of a community would
/// write. The people in them are invented.
/// </summary>
internal static class RequestExamples
{
    /// <summary>By the field's name; what is not here is made from the field's type.</summary>
    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["address"] = "幸福路 1 号 2 单元 301",
        ["code"] = "0123456789",
        ["comment"] = "很及时，谢谢",
        ["confirm"] = "delete",
        ["description"] = "周末可以上门",
        ["from"] = "08:00",
        ["handOverAt"] = "社区服务中心一楼",
        ["name"] = "林小愿",
        ["nickname"] = "小愿",
        ["note"] = "已当面交接",
        ["open"] = "08:00",
        ["phone"] = "13900000000",
        ["place"] = "幸福路与和平街路口",
        ["publicStory"] = "老人视力不好，想要一副老花镜看报。",
        ["publicText"] = "路口的井盖已经换好。",
        ["publicTitle"] = "想要一副老花镜",
        ["question"] = "请问是路口的哪一侧？",
        ["realName"] = "林小愿",
        ["reason"] = "材料不全，请补充后再提交",
        ["stationCode"] = "NX1234",
        ["story"] = "我视力不好，想要一副老花镜看报。",
        ["text"] = "井盖松动，夜里骑车容易摔。",
        ["title"] = "想要一副老花镜",
        ["to"] = "20:00",
        ["unit"] = "副",
    };

    public static void Add(OpenApiDocument document)
    {
        foreach (var (name, schema) in document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal))
        {
            if (name.EndsWith("Request", StringComparison.Ordinal) && schema is OpenApiSchema body)
                body.Examples = [Of(body)];
        }
    }

    private static JsonObject Of(IOpenApiSchema record)
    {
        var example = new JsonObject();
        foreach (var (name, field) in record.Properties ?? new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal))
        {
            if (record.Required?.Contains(name) == true)
                example[name] = ValueOf(name, field);
        }
        return example;
    }

    private static JsonNode? ValueOf(string name, IOpenApiSchema field)
    {
        if (field.OneOf is { Count: > 0 } ways)
            return ValueOf(name, ways[^1]);
        if (field.Enum is { Count: > 0 } words)
            return words[0].DeepClone();
        return ((field.Type ?? JsonSchemaType.Object) & ~JsonSchemaType.Null) switch
        {
            JsonSchemaType.String => TextOf(name, field),
            JsonSchemaType.Boolean => true,
            JsonSchemaType.Integer => int.TryParse(field.Minimum, out var least) && least > 1 ? least : 1,
            JsonSchemaType.Number => name == "latitude" ? 30.2 : name == "longitude" ? 120.1 : 1,
            JsonSchemaType.Array => field.Items is { } entry ? new JsonArray(ValueOf(name, entry)) : [],
            _ => Of(field),
        };
    }

    private static string TextOf(string name, IOpenApiSchema field) => field switch
    {
        { Format: "date-time" } => "2027-03-01T08:00:00Z",
        { Format: "date" } => "2027-03-01",
        { Pattern: not null } => "1024",
        _ => Texts.GetValueOrDefault(name, "示例"),
    };
}
