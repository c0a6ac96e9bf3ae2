using System.Text.Json;

namespace LinYuan.Tests.Contract;

/// <summary>Draws values for the fields and words of requests from what the document says of them, mostly fitting, sometimes not at all.</summary>
internal sealed class FuzzValues(Random random, JsonElement schemas, string community, Func<string> anId)
{
    private static readonly string[] Texts =
    [
        "", " ", "好", "修一盏楼道里的灯", "13912345678", "１３９１２３４５６７８", "违规", "复核", "a\u0000b", "\u200B\u202E\uFEFF", "𬀩𠮷·阿依古丽", "👨‍👩‍👧",
        "'; DROP TABLE wishes; --", "%' OR 1=1", "<script>alert(1)</script>", "{{7*7}}", "${x}", "../../etc/passwd", "\r\nX: y", "e\u0301\u0301\u0301", "NaN", "null",
        "2026-11-30", "2026-02-30", "0001-01-01", "9999-12-31T23:59:59Z", "2026-11-30T12:00:00+24:00", "24:00", "08:00-12:00", "30.2,120.1", "999,999", "-0", "1e9", "true",
    ];

    /// <summary>What fits where no rule in the document says what does.</summary>
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["phone"] = "\"13900000000\"", ["latitude"] = "30.2", ["longitude"] = "120.1", ["from"] = "\"08:00\"", ["to"] = "\"20:00\"", ["days"] = "[1,2,3]",
        ["open"] = "\"08:00-12:00\"", ["closed"] = "null", ["exceptions"] = "[]", ["items"] = "null", ["onBehalf"] = "null", ["deliverBy"] = "null", ["code"] = "\"p.1\"", ["class"] = "\"facilityBroken\"",
    };

    private static readonly string[] Numbers =
    [
        "0", "1", "5", "-1", "0.5", "1.0", "100", "2147483647", "2147483648", "-2147483648", "9223372036854775807", "9223372036854775808", "1e400", "-1e-400", "3.4e38", "1E+2",
    ];

    public bool Chance(double share) => random.NextDouble() < share;

    public T One<T>(IReadOnlyList<T> among) => among[random.Next(among.Count)];

    public string Text() => random.Next(20) switch
    {
        0 => new string('长', random.Next(1, 6_000)),
        1 => string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => char.ConvertFromUtf32(random.Next(0x20, 0xD800)))),
        2 => string.Concat(Enumerable.Repeat("\u0301", 300)),
        3 => anId(),
        _ => One(Texts),
    };

    /// <summary>A value for a schema; <paramref name="strange"/> is the share of places in which it is of any kind.</summary>
    public string Json(JsonElement schema, double strange, int depth = 0)
    {
        if (depth > 6 || Chance(strange))
            return Anything(depth);
        var about = Resolved(schema);
        if (about.TryGetProperty("enum", out var words))
            return One(words.EnumerateArray().ToList()).GetRawText();
        return TypeOf(about) switch
        {
            "string" => Quoted(about, strange),
            "integer" => Chance(0.8) ? random.Next(0, 12).ToString() : One(Numbers),
            "number" => Chance(0.8) ? (random.NextDouble() * 120).ToString("0.###") : One(Numbers),
            "boolean" => One(["true", "false"]),
            "array" => Listed(about, strange, depth),
            _ => Fields(about, strange, depth),
        };
    }

    private JsonElement Resolved(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            return schemas.GetProperty(reference.GetString()!.Split('/')[^1]);
        foreach (var word in new[] { "oneOf", "anyOf", "allOf" })
        {
            if (schema.TryGetProperty(word, out var choices))
                return Resolved(choices.EnumerateArray().Last());
        }
        return schema;
    }

    private static string TypeOf(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? "object"
        : type.ValueKind == JsonValueKind.String ? type.GetString()!
        : type.EnumerateArray().Select(word => word.GetString()!).First(word => word != "null");

    private string Quoted(JsonElement schema, double strange)
    {
        var text = Chance(strange * 2) ? Text()
            : schema.TryGetProperty("pattern", out var pattern) && pattern.GetString()!.StartsWith("^[0-9]", StringComparison.Ordinal) ? anId()
            : schema.TryGetProperty("format", out var format) ? (format.GetString() == "date-time" ? "2126-01-01T00:00:00Z" : "2126-01-01")
            : schema.TryGetProperty("minLength", out var least) ? new string('好', Math.Max(least.GetInt32(), 4))
            : Chance(0.3) ? anId() : One(Texts);
        return JsonSerializer.Serialize(text);
    }

    private string Listed(JsonElement schema, double strange, int depth)
    {
        var entries = Chance(0.02) ? 300 : random.Next(0, 4);
        return schema.TryGetProperty("items", out var items)
            ? $"[{string.Join(',', Enumerable.Range(0, entries).Select(_ => Json(items, strange, depth + 1)))}]"
            : "[]";
    }

    private string Fields(JsonElement schema, double strange, int depth)
    {
        var fields = new List<string>();
        if (schema.TryGetProperty("properties", out var properties))
        {
            var leftOut = Chance(0.5) ? 0 : 0.2;
            foreach (var field in properties.EnumerateObject())
            {
                if (!Chance(leftOut))
                    fields.Add($"\"{field.Name}\":{ValueOf(field, strange, depth)}");
            }
        }
        if (Chance(strange))
            fields.Add($"{JsonSerializer.Serialize(Text())}:1");
        if (fields.Count > 0 && Chance(strange))
            fields.Add(fields[0]);
        return $"{{{string.Join(',', fields)}}}";
    }

    private string ValueOf(JsonProperty field, double strange, int depth) =>
        Chance(0.9 - strange) && Known.TryGetValue(field.Name, out var known) ? known
        : Chance(0.9 - strange) && field.Name == "communityId" ? JsonSerializer.Serialize(community)
        : Json(field.Value, strange, depth + 1);

    private string Anything(int depth) => random.Next(9) switch
    {
        0 => "null",
        1 => One(Numbers),
        2 => "true",
        3 => "{}",
        4 => "[]",
        5 => "\"\\ud800\"",
        6 when depth < 2 => string.Concat(Enumerable.Repeat("[", 70)) + string.Concat(Enumerable.Repeat("]", 70)),
        7 => $"[{JsonSerializer.Serialize(Text())}]",
        _ => JsonSerializer.Serialize(Text()),
    };
}
