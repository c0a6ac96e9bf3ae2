using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LinYuan.Api.Shared.Http;

/// <summary>
/// An id as clients see it: a string of digits. In a path, anything else is simply an id that is not there, so that the answer is the
/// same 404 after the same access checks; in a body it is a wrong type.
/// </summary>
[JsonConverter(typeof(EntityIdJson))]
public readonly record struct EntityId(long Value) : IParsable<EntityId>
{
    private static readonly EntityId Nowhere = new(0);

    public static EntityId Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var id) ? id : Nowhere;

    public static bool TryParse(string? s, IFormatProvider? provider, out EntityId result)
    {
        result = TryRead(s, out var id) ? id : Nowhere;
        return true;
    }

    internal static bool TryRead(string? text, out EntityId id)
    {
        var valid = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0;
        id = new EntityId(valid ? value : 0);
        return valid;
    }

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

internal sealed class EntityIdJson : JsonConverter<EntityId>
{
    public override EntityId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && EntityId.TryRead(reader.GetString(), out var id)
            ? id
            : throw new JsonException("An id is a string of digits.");

    public override void Write(Utf8JsonWriter writer, EntityId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
