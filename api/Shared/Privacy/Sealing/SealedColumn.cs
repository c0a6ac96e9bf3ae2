namespace LinYuan.Api.Shared.Privacy;

/// <summary>
/// A column that was readable in an earlier release and is kept encrypted from now on. An area registers one for each; the rows that are
/// there already are converted once, by <see cref="SealColumns"/>.
/// </summary>
/// <param name="Plain">The readable text, as an expression of SQL.</param>
/// <param name="Sealed">The column that takes it encrypted.</param>
/// <param name="Emptied">What is written over the readable form, as assignments of SQL.</param>
/// <param name="Hash">The column that takes the lookup hash; null when nobody searches by the text.</param>
public sealed record SealedColumn(string Table, string Plain, string Sealed, string Purpose, string Emptied, string? Hash = null)
{
    public string Name => $"{Table}.{Sealed}";

    /// <summary>One that is only emptied, and not searched by.</summary>
    public static SealedColumn Of(string table, string plain, string purpose) => new(table, plain, plain + "_enc", purpose, $"{plain} = NULL");
}
