namespace LinYuan.Api.Shared.Privacy;

/// <summary>The encryption keys by id. Throws <see cref="FormatException"/> with a plain sentence when the setting cannot be used.</summary>
internal sealed class KeyRing
{
    private const int KeyBytes = 32;
    private readonly Dictionary<string, byte[]> keys = [];

    private KeyRing(string newestId, byte[] oldest)
    {
        NewestId = newestId;
        Oldest = oldest;
    }

    public string NewestId { get; }

    public byte[] Oldest { get; }

    public byte[] this[string id] =>
        keys.TryGetValue(id, out var key) ? key : throw new InvalidOperationException($"Encryption key '{id}' is not in Privacy:Keys.");

    public static KeyRing Parse(string setting)
    {
        var entries = setting.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Entry).ToList();
        if (entries.Count == 0)
            throw new FormatException("is missing: give at least one key as id:base64 (32 random bytes)");
        var ring = new KeyRing(entries[0].Id, entries[^1].Key);
        foreach (var (id, key) in entries)
        {
            if (!ring.keys.TryAdd(id, key))
                throw new FormatException($"names the key '{id}' twice");
        }
        return ring;
    }

    private static (string Id, byte[] Key) Entry(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon is < 1 or > 20)
            throw new FormatException("needs entries of the form id:base64, the id 1 to 20 characters");
        var bytes = new byte[KeyBytes + 1];
        if (!Convert.TryFromBase64String(text[(colon + 1)..], bytes, out var written) || written != KeyBytes)
            throw new FormatException($"holds a key '{text[..colon]}' that is not 32 bytes in base64");
        return (text[..colon], bytes[..KeyBytes]);
    }
}
