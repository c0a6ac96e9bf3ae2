namespace LinYuan.Benchmarks;

/// <summary>The scripts that fill a database; they are part of the program, so that tests find them too.</summary>
internal static class EmbeddedSql
{
    public static string Read(string name)
    {
        using var stream = typeof(EmbeddedSql).Assembly.GetManifestResourceStream(name)
            ?? throw new ArgumentException($"There is no {name} in the program.", nameof(name));
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
