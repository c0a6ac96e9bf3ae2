using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using LinYuan.Api.Shared.Typed;

namespace LinYuan.Api.Shared.Http;

/// <summary>How JSON looks on this API: camelCase, Chinese unescaped, enum values as words, times in UTC ending in Z.</summary>
public static class JsonConventions
{
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DictionaryKeyPolicy = null;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.AllowDuplicateProperties = false;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new ReadText(TypedText.Read));
        options.Converters.Add(new UtcMoment());
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(ReadAsRuled);
    }

    /// <summary>The word by which an enum value goes in JSON, SQL and messages: camelCase.</summary>
    public static string Word<T>(this T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>The value for a word of a query string; unknown words are refused, never ignored.</summary>
    public static T? ParseWord<T>(string? word, string field)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(word))
            return null;
        foreach (var value in Enum.GetValues<T>())
        {
            if (value.Word() == word)
                return value;
        }
        throw Refusal.Invalid(field, $"只能是：{string.Join("、", Enum.GetValues<T>().Select(value => value.Word()))}");
    }

    /// <summary>The same for an enum that is known as a type alone.</summary>
    internal static object? ParseWord(Type type, string? word, string field)
    {
        if (string.IsNullOrEmpty(word))
            return null;
        var words = Array.ConvertAll(Enum.GetNames(type), JsonNamingPolicy.CamelCase.ConvertName);
        return Array.IndexOf(words, word) is >= 0 and var at
            ? Enum.GetValues(type).GetValue(at)
            : throw Refusal.Invalid(field, $"只能是：{string.Join("、", words)}");
    }

    /// <summary>A phone or a code is read as such; every other text as what somebody wrote.</summary>
    private static void ReadAsRuled(JsonTypeInfo type)
    {
        foreach (var field in type.Properties.Where(field => field.PropertyType == typeof(string)))
        {
            if (field.AttributeProvider?.GetCustomAttributes(inherit: true).OfType<IReadsText>().FirstOrDefault() is { } rule)
                field.CustomConverter = new ReadText(rule.Read);
        }
    }

    private sealed class ReadText(Func<string, string> read) : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String ? read(reader.GetString()!) : throw new JsonException("Text is expected.");

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

        public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString()!;

        public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value);
    }

    private sealed class UtcMoment : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TryGetDateTimeOffset(out var moment) ? moment.ToUniversalTime() : throw new JsonException("A time in RFC 3339 is expected.");

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture));
    }
}
