using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Tests.Contract;

/// <summary>
/// Makes a body that a request record takes, from the record's types and rules, and from it bodies that it must refuse. Where a value
/// must look in a way that no rule says, <see cref="Known"/> holds one by the field's name.
/// </summary>
public static partial class SampleBody
{
    private static readonly Dictionary<string, JsonNode> Known = new(StringComparer.Ordinal)
    {
        ["latitude"] = 30.2,
        ["longitude"] = 120.1,
        ["from"] = "08:00",
        ["to"] = "20:00",
        ["open"] = "08:00-12:00",
        ["closed"] = false,
        ["deliverBy"] = "2126-01-01",
    };

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static bool IsBody(Type type) => type.Name.EndsWith("Request", StringComparison.Ordinal) && type.Namespace!.StartsWith("LinYuan.Api", StringComparison.Ordinal);

    public static JsonObject Of(Type record)
    {
        var sample = new JsonObject();
        foreach (var property in Fields(record))
            sample[NameOf(property)] = ValueOf(property);
        return sample;
    }

    /// <summary>The sample with one field at a time of another type, by a word for the failure list.</summary>
    public static IEnumerable<(string Change, string Body)> WronglyTyped(Type record) =>
        from place in Places(Of(record), "")
        from wrong in Wrong(place.Value)
        select ($"{place.Path} = {wrong?.ToJsonString() ?? "null"}", With(record, place.Path, wrong));

    /// <summary>The sample with null in one place at a time, also inside lists.</summary>
    public static IEnumerable<(string Field, string Body)> WithNull(Type record) =>
        from place in Places(Of(record), "")
        select (place.Path, With(record, place.Path, null));

    /// <summary>The sample with this text in one place at a time where a text is.</summary>
    public static IEnumerable<string> WithText(Type record, string text) =>
        from place in Places(Of(record), "")
        where place.Value.GetValueKind() == JsonValueKind.String
        select With(record, place.Path, text);

    /// <summary>The sample with one text at a time over its length, or a field that is needed left out; the field's path comes with it.</summary>
    public static IEnumerable<(string Field, string Body)> AgainstTheRules(Type record) => AgainstTheRules(record, record, "");

    /// <summary>The sample with one more field, in itself and in each record within it; the field's path as an answer writes it.</summary>
    public static IEnumerable<(string Field, string Body)> WithUnknownFields(Type record) =>
        from place in Places(Of(record), "").Where(place => place.Value is JsonObject).Select(place => place.Path + ".").Prepend("")
        let path = place + "unheardOf"
        select (ListIndex().Replace(path, "[${at}]"), With(record, path, 1));

    /// <summary>The fields whose values are words of a list.</summary>
    public static IEnumerable<(string Field, string Body)> UnknownWords(Type record) =>
        from property in Fields(record)
        where Plain(property).IsEnum
        from word in new[] { "nonsense", "0", "" }
        select (NameOf(property), With(record, NameOf(property), word));

    /// <summary>The sample as bytes, with one letter that is no UTF-8; null when the sample has no text.</summary>
    public static byte[]? BrokenText(Type record)
    {
        var bytes = Of(record).ToJsonString(Readable).Select(letter => letter == '好' ? (byte)0xC3 : (byte)letter).ToArray();
        return bytes.Contains((byte)0xC3) ? bytes : null;
    }

    private static IEnumerable<(string Field, string Body)> AgainstTheRules(Type record, Type part, string above)
    {
        foreach (var property in Fields(part))
        {
            var path = above + NameOf(property);
            foreach (var inner in IsPart(Plain(property)) ? AgainstTheRules(record, Plain(property), path + ".") : [])
                yield return inner;
            if (property.GetCustomAttribute<TextAttribute>() is { } text)
            {
                yield return (path, With(record, path, new string('好', text.Max + 1)));
                yield return (path, With(record, path, "好\u0001好"));
                if (!text.Optional)
                    yield return (path, With(record, path, " "));
            }
            if (property.GetCustomAttribute<PhoneNumberAttribute>() is not null)
                yield return (path, With(record, path, "139000"));
            if (property.GetCustomAttribute<CodeAttribute>() is { } code)
                yield return (path, With(record, path, new string('7', code.Length + 1)));
            if (property.GetCustomAttribute<BetweenAttribute>() is { } between)
                yield return (path, With(record, path, JsonValue.Create(between.Max + 1)));
            if (IsNeeded(property))
                yield return (path, With(record, path, null));
        }
    }

    private static IEnumerable<PropertyInfo> Fields(Type record) =>
        record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite && property.GetCustomAttribute<JsonExtensionDataAttribute>() is null);

    private static Type Plain(PropertyInfo property) => Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;

    private static bool IsPart(Type type) => type is { IsClass: true, IsEnum: false } && type.Assembly == typeof(EntityId).Assembly;

    public static bool IsNeeded(PropertyInfo property) =>
        property.GetCustomAttributes<ValidationAttribute>().Any(rule => rule is NeededAttribute or TextAttribute { Optional: false } or PhoneNumberAttribute { Optional: false } or CodeAttribute { Optional: false });

    private static string NameOf(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private static JsonNode? ValueOf(PropertyInfo property)
    {
        if (Known.TryGetValue(NameOf(property), out var known))
            return known.DeepClone();
        if (property.GetCustomAttribute<TextAttribute>() is { } text)
            return new string('好', Math.Max(text.Min, Math.Min(4, text.Max)));
        if (property.GetCustomAttribute<PhoneNumberAttribute>() is not null)
            return "13900000000";
        if (property.GetCustomAttribute<CodeAttribute>() is { } code)
            return new string('7', code.Length);
        if (property.GetCustomAttribute<BetweenAttribute>() is { } between)
            return JsonNode.Parse(JsonSerializer.Serialize(between.Min));
        return ValueOf(Plain(property));
    }

    private static JsonNode? ValueOf(Type type) => type switch
    {
        _ when type == typeof(string) => "好好好好",
        _ when type == typeof(EntityId) => Operation.NoSuchId,
        _ when type == typeof(bool) => true,
        _ when type == typeof(DateTimeOffset) => "2126-01-01T00:00:00Z",
        _ when type == typeof(DateOnly) => "2126-01-01",
        _ when type == typeof(TimeOnly) => "08:00",
        _ when type.IsEnum => JsonNamingPolicy.CamelCase.ConvertName(Enum.GetNames(type)[0]),
        _ when type.IsPrimitive || type == typeof(decimal) => 1,
        _ when typeof(IEnumerable).IsAssignableFrom(type) => new JsonArray(ValueOf(type.GetGenericArguments()[0])),
        _ => Of(type),
    };

    private static IEnumerable<(string Path, JsonNode Value)> Places(JsonNode node, string above)
    {
        if (node is JsonArray list)
        {
            for (var index = 0; index < list.Count; index++)
            {
                foreach (var place in Below($"{above}{index}", list[index]!))
                    yield return place;
            }
        }
        if (node is not JsonObject fields)
            yield break;
        foreach (var (name, value) in fields)
        {
            foreach (var place in Below(above + name, value!))
                yield return place;
        }
    }

    private static IEnumerable<(string Path, JsonNode Value)> Below(string path, JsonNode value) => Places(value, path + ".").Prepend((path, value));

    private static JsonNode?[] Wrong(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.String => [12, true, new JsonObject(), new JsonArray("好好好好")],
        JsonValueKind.Number => ["1", "好", true, new JsonObject(), new JsonArray(1)],
        JsonValueKind.Array => ["好好好好", 12, new JsonObject()],
        JsonValueKind.Object => ["好好好好", 12, new JsonArray()],
        _ => ["true", 1, new JsonObject()],
    };

    [GeneratedRegex(@"\.(?<at>[0-9]+)(?=\.|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ListIndex();

    private static string With(Type record, string path, JsonNode? value)
    {
        var body = Of(record);
        var steps = path.Split('.');
        JsonNode at = body;
        foreach (var step in steps[..^1])
            at = at is JsonArray list ? list[int.Parse(step)]! : at[step]!;
        if (at is JsonArray last)
            last[int.Parse(steps[^1])] = value;
        else
            at[steps[^1]] = value;
        return body.ToJsonString();
    }
}
